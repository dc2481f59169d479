using System.Globalization;
using Xunit;

namespace Drift.Testing;

/// <summary>A disk of a few megabytes in memory; the test is skipped where mounting is not allowed.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder;

    private SmallDisk(TemporaryFolder folder) => this.folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Path => folder.Path;

    /// <summary>Mounts one; skips the test where that is not allowed.</summary>
    /// <param name="megabytes">Its size.</param>
    public static SmallDisk Mount(int megabytes)
    {
        var point = new TemporaryFolder();
        string size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
        if (Shell.Find("mount") is null || Shell.Run("mount", ["-t", "tmpfs", "-o", size, "tmpfs", point.Path]).ExitCode != 0)
        {
            point.Dispose();
            Assert.Skip("mounting a disk is not allowed here");
        }
        return new SmallDisk(point);
    }

    /// <summary>Fills it but for a number of bytes.</summary>
    public void Fill(long left)
    {
        long bytes = new DriveInfo(Path).AvailableFreeSpace - left;
        File.WriteAllBytes(folder.File("filler"), new byte[bytes]);
    }

    /// <summary>Takes it away again.</summary>
    public void Dispose()
    {
        Shell.Run("umount", ["-l", Path]); // lazily: programs of other tests may have inherited an open file
        folder.Dispose();
    }
}
