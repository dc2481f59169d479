using System.Runtime.InteropServices;
using Drift.Core.Foundation;

namespace Drift.Core.Files;

/// <summary>Looks at a file before the library does, because it can then say more plainly what is wrong.</summary>
internal static class NetcdfPath
{
    private const int LockedError = 11; // EAGAIN
    private const int Attempts = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens a file; where it is locked, waits ten seconds for a process that is just ending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">For reading or writing.</param>
    /// <param name="failure">The exit code of errors.</param>
    /// <param name="action">What was tried, for errors.</param>
    /// <returns>The library's number of the open file.</returns>
    /// <exception cref="DriftException">The library cannot open it.</exception>
    internal static int Open(string path, int mode, ExitCode failure, string action)
    {
        for (int attempt = 1; ; attempt++)
        {
            using (NetcdfLibrary.Enter())
            {
                int status = NetcdfNative.nc_open(path, mode, out int file);
                int errno = Marshal.GetLastPInvokeError();
                bool locked = status == LockedError || (status == NetcdfNative.HdfError && errno == LockedError);
                if (!locked || attempt == Attempts)
                    return status == 0 ? file : throw NetcdfError.Create(status, errno, failure, path, action);
            }
            Thread.Sleep(Patience);
        }
    }

    /// <summary>Size of a value in bytes.</summary>
    internal static int SizeOf(NetcdfType type) => type switch
    {
        NetcdfType.Int8 or NetcdfType.UInt8 or NetcdfType.Char => 1,
        NetcdfType.Int16 or NetcdfType.UInt16 => 2,
        NetcdfType.Int32 or NetcdfType.UInt32 or NetcdfType.Float32 => 4,
        NetcdfType.Int64 or NetcdfType.UInt64 or NetcdfType.Float64 => 8,
        _ => throw new ArgumentException($"values of type {type} have no fixed size"),
    };

    /// <summary>Throws where a path cannot be an open netCDF file.</summary>
    /// <returns>The length in bytes that the file promises, 0 where it promises none.</returns>
    internal static long CheckReadable(string path, ExitCode failure)
    {
        Problem? problem = Look(path, out long promised);
        return problem is null ? promised : throw new DriftException(failure, problem);
    }

    private static Problem? Look(string path, out long promised)
    {
        promised = 0;
        if (Directory.Exists(path))
            return new Problem(path, "is a folder, not a file", "name a file in it");
        if (!File.Exists(path))
            return new Problem(path, "there is no such file", Nearest(path));
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return LookInside(path, stream, out promised);
        }
        catch (UnauthorizedAccessException)
        {
            return new Problem(path, "there is no permission to read the file", "check who may read it (ls -l)");
        }
        catch (EndOfStreamException)
        {
            return CutShort(path);
        }
        catch (IOException e) when (e.HResult == LockedError)
        {
            return null; // HDF5 asks for the lock again, with patience
        }
        catch (IOException e)
        {
            return new Problem(path, $"cannot be read: {e.Message}");
        }
    }

    private static Problem? LookInside(string path, FileStream stream, out long promised)
    {
        promised = 0;
        Span<byte> head = stackalloc byte[8];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length == 0)
            return new Problem(path, "the file is empty", "fetch or write it again");
        if (head[..3].SequenceEqual("CDF"u8))
        {
            promised = ClassicLength.Of(stream);
            return stream.Length < promised ? CutShort(path) : null;
        }
        // HDF5 allows foreign bytes in front: its mark then stands at 512, 1024, 2048, ….
        for (long at = 0; at + 8 <= stream.Length; at = Math.Max(512, 2 * at))
        {
            stream.Position = at;
            if (stream.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8 && head.SequenceEqual(HdfMark))
                return null;
        }
        return new Problem(path, "is not a netCDF file", "give a netCDF file (classic or NetCDF-4); the first bytes tell, not the name");
    }

    /// <summary>The problem of a file that ends before it should.</summary>
    internal static Problem CutShort(string path) =>
        new(path, "the file is cut short: it ends before its data do", "fetch or write it again");

    private static ReadOnlySpan<byte> HdfMark => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    private static string Nearest(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        if (!Directory.Exists(folder))
            return $"the folder {folder} is not there either";
        try
        {
            string? near = Suggestion.Nearest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(1000).Select(f => Path.GetFileName(f)));
            return near is null ? "check its name" : $"did you mean '{near}'?";
        }
        catch (UnauthorizedAccessException)
        {
            return "check its name; its folder cannot be listed";
        }
    }
}
