using System.Globalization;
using System.Security.Cryptography;
using Drift.Core.Foundation;

namespace Drift.Core.Output;

/// <summary>An input file as the provenance names it: by size and by digest, so that it can be told from any other.</summary>
/// <param name="Path">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Digest of its content in hexadecimal; empty where only its date was taken.</param>
/// <param name="Modified">When it was last written.</param>
public sealed record InputFile(string Path, long Bytes, string Sha256, DateTime Modified)
{
    /// <summary>Files larger than this may be named by date instead of digest: 1 GiB, about a second to read and hash.</summary>
    public const long LargeBytes = 1L << 30;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="mostToHash">Size in bytes up to which it is read for its digest.</param>
    /// <exception cref="DriftException">Code Preflight: it cannot be read.</exception>
    /// <remarks>Allocation: 1 MiB, whatever the size of the file; the file is read from end to end once.</remarks>
    public static InputFile Look(string path, long mostToHash = long.MaxValue)
    {
        try
        {
            var file = new FileInfo(path);
            string digest = "";
            if (file.Length <= mostToHash)
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.SequentialScan);
                digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            }
            return new InputFile(path, file.Length, digest, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriftException(ExitCode.Preflight, new Problem(path, $"the input file cannot be read: {e.Message}", "check its name and who may read it"), e);
        }
    }

    /// <summary>The file in one line: name, size, and digest or date.</summary>
    public override string ToString() =>
        $"{Path} {Bytes.ToString(CultureInfo.InvariantCulture)} bytes "
        + (Sha256.Length > 0 ? $"sha256 {Sha256}" : $"modified {Modified.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} (too large to hash)");
}
