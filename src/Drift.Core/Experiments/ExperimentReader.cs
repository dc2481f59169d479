using System.Security.Cryptography;
using System.Text;
using Drift.Core.Experiments.Document;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>
/// Reads experiment files. Everything that the text alone tells is checked, and all problems are reported at once,
/// each with its place and what to do.
/// </summary>
public static class ExperimentReader
{
    /// <summary>Every key that an experiment file may have: the list by which files are read.</summary>
    public static IReadOnlyList<KeyDescription> Keys => [.. ExperimentSpec.Keys.Describe("").DistinctBy(key => key.Path, StringComparer.Ordinal)];

    /// <summary>Reads an experiment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Each <c>key.path=value</c>, as given by <c>--set</c>; the value is YAML.</param>
    /// <exception cref="DriftException">The file cannot be read, or something in it is wrong: all of it.</exception>
    public static ExperimentSpec Read(string path, IReadOnlyList<string>? overrides = null) => OrThrow(Inspect(path, overrides));

    /// <summary>Reads an experiment from a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What stands for the name of the file in messages.</param>
    /// <param name="folder">The folder that input paths are relative to.</param>
    /// <param name="overrides">Each <c>key.path=value</c>; the value is YAML.</param>
    /// <exception cref="DriftException">Something in it is wrong: all of it.</exception>
    public static ExperimentSpec ReadText(string text, string name, string folder, IReadOnlyList<string>? overrides = null) =>
        OrThrow(InspectText(text, name, folder, overrides));

    /// <summary>Reads as much of an experiment as can be read, so that the rest of preflight can go on in spite of problems.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Each <c>key.path=value</c>, as given by <c>--set</c>; the value is YAML.</param>
    /// <returns>
    /// The experiment, with defaults where keys could not be read, or null if it is no document at all; and all problems in the
    /// order of the text. Never throws for what a file may contain.
    /// </returns>
    public static (ExperimentSpec? Spec, IReadOnlyList<Problem> Problems) Inspect(string path, IReadOnlyList<string>? overrides = null)
    {
        string text;
        try
        {
            if (Directory.Exists(path))
                return (null, [new(path, "this is a folder", "give the path of an experiment file in it")]);
            byte[] bytes = File.ReadAllBytes(path);
            if (IsData(bytes))
                return (null, [new(path, "this is a file of data, not an experiment", $"give an experiment file; 'drift info {path}' says what the file holds")]);
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return (null, [new(path, "this is no text in UTF-8", "give an experiment file; they are YAML")]);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, [new(path, "there is no such file", "give the path of an experiment file; examples are in the folder examples")]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, [new(path, $"the file cannot be read: {error.Message}", "give the path of an experiment file")]);
        }

        return InspectText(text, path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/", overrides);
    }

    /// <summary>As <see cref="Inspect"/>, from a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What stands for the name of the file in messages.</param>
    /// <param name="folder">The folder that input paths are relative to.</param>
    /// <param name="overrides">Each <c>key.path=value</c>; the value is YAML.</param>
    /// <returns>As <see cref="Inspect"/>.</returns>
    public static (ExperimentSpec? Spec, IReadOnlyList<Problem> Problems) InspectText(
        string text, string name, string folder, IReadOnlyList<string>? overrides = null)
    {
        var problems = new ProblemList(name);
        Node? node = NodeReader.Read(text, "", null, problems);
        if (problems.Count == 0 && node is null or ScalarNode { IsNull: true })
            problems.Add(new SpecPlace(name, 0, 0, ""), "the file is empty", "write an experiment; examples are in the folder examples");
        else if (node is not null and not MapNode)
            problems.Add(node.Mark, "", $"the file holds {node.Describe()}, not keys with values", "write an experiment, such as 'mesh: spherical' and so on");
        if (node is not MapNode root)
            return (null, problems.InOrder());
        Override.Apply(root, overrides ?? [], problems);
        ExperimentSpec.Keys.TryRead(new(root, "", Path.GetFullPath(folder), problems), out ExperimentSpec? spec);
        return (spec is null ? null : Complete(spec, root, name, folder), problems.InOrder());
    }

    /// <summary>Whether a file begins as HDF5 or classic netCDF files do.</summary>
    private static bool IsData(ReadOnlySpan<byte> bytes) => bytes is [0x89, (byte)'H', (byte)'D', (byte)'F', ..] || bytes.StartsWith("CDF"u8);

    private static ExperimentSpec Complete(ExperimentSpec spec, MapNode root, string name, string folder)
    {
        string text = NodeWriter.Write(root), bare = Path.GetFileNameWithoutExtension(name);
        return spec with
        {
            Title = spec.Title.Length > 0 ? spec.Title : bare,
            Output = spec.Output.File.Length > 0 ? spec.Output : spec.Output with { File = bare + ".h5" },
            Text = text,
            Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Folder = Path.GetFullPath(folder),
        };
    }

    private static ExperimentSpec OrThrow((ExperimentSpec? Spec, IReadOnlyList<Problem> Problems) read) =>
        read.Spec is { } spec && read.Problems.Count == 0 ? spec : throw new DriftException(ExitCode.Preflight, read.Problems);
}
