using System.Globalization;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

/// <summary>A disk of a few megabytes in memory; the test is skipped where mounting is not allowed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder;

    private SmallDisk(TemporaryFolder folder) => this.folder = folder;

    /// <summary>Where it is mounted.</summary>
    internal string Path => folder.Path;

    internal static SmallDisk Mount(int megabytes)
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
    internal void Fill(long left)
    {
        long bytes = new DriveInfo(Path).AvailableFreeSpace - left;
        File.WriteAllBytes(folder.File("filler"), new byte[bytes]);
    }

    public void Dispose()
    {
        Shell.Run("umount", ["-l", Path]); // lazily: programs of other tests may have inherited an open file
        folder.Dispose();
    }
}
