using System.Globalization;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Output;

/// <summary>The place on disk where an output file goes, and what can be known of it before the first step.</summary>
internal static class OutputPlace
{
    /// <summary>The name under which a file is written until it is complete.</summary>
    internal static string Partial(string path) => path + ".partial";

    /// <summary>The name under which a complete file is made from the plain one.</summary>
    internal static string Aside(string path) => path + ".aside";

    /// <summary>Everything that would keep a file from being written, found without writing it.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="overwrite">Whether a file of this name may be replaced.</param>
    /// <param name="resume">Whether an interrupted file is to be gone on with.</param>
    /// <param name="aside">Size of the file that is made from it at the end; 0 for none.</param>
    internal static List<Problem> Check(string path, long bytes, bool overwrite, bool resume, long aside = 0)
    {
        var problems = new List<Problem>();
        string partial = Partial(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        if (Directory.Exists(path))
        {
            problems.Add(new Problem(path, "the output file is a folder", "give the name of a file in it"));
            return problems;
        }
        if (System.Text.Encoding.UTF8.GetByteCount(Path.GetFileName(partial)) > 255)
        {
            problems.Add(new Problem(path, "the name of the output file is too long", "give a shorter one"));
            return problems;
        }
        if (!Directory.Exists(folder))
        {
            problems.Add(File.Exists(folder)
                ? new Problem(path, $"the output folder {folder} is a file", "give another name")
                : new Problem(path, $"the output folder {folder} does not exist", $"create it (mkdir -p {folder}), or give another name"));
            return problems;
        }
        if (!overwrite && File.Exists(path))
            problems.Add(new Problem(path, "the output file exists already", "give another name, or replace it with --overwrite"));
        if (!overwrite && !resume && File.Exists(partial))
            problems.Add(new Problem(path, $"an interrupted run left {partial} behind", "give another name, or start anew with --overwrite"));
        if (!overwrite && !resume && aside > 0 && File.Exists(Aside(path)))
            problems.Add(new Problem(path, $"an interrupted run left {Aside(path)} behind", "give another name, or start anew with --overwrite"));
        if (resume && !File.Exists(partial))
            problems.Add(new Problem(path, $"there is no interrupted file {partial} to resume", "run without --resume"));
        if (!CanWrite(folder))
        {
            problems.Add(new Problem(path, $"the output folder {folder} is not writable", "check who may write there (ls -ld), or give another folder"));
            return problems;
        }
        long here = File.Exists(partial) ? new FileInfo(partial).Length : 0;
        if (Disk.FreeBytes(folder) is { } free && free + here < bytes + aside)
            problems.Add(new Problem(path, $"the output needs {Size(bytes)}{(aside > 0 ? $" and up to {Size(aside)} more at the end, while the complete file is made from it" : "")}, and {folder} has {Size(free)} free", "make room, write elsewhere, or record less often"));
        if (Disk.FileSizeLimit() is { } limit && limit < Math.Max(bytes, aside))
            problems.Add(new Problem(path, $"the output needs {Size(Math.Max(bytes, aside))}, and files may grow to {Size(limit)} only", "raise the limit (ulimit -f unlimited)"));
        return problems;
    }

    /// <summary>Whether a file can be made in a folder; asking the mode bits would miss access lists and read-only mounts.</summary>
    private static bool CanWrite(string folder)
    {
        string probe = Path.Combine(folder, $".drift-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}");
        try
        {
            File.Create(probe).Dispose();
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0} GB"),
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
    };
}
