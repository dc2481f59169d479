using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What nobody foresaw ends with one line, code 70, and what a developer needs.</summary>
public sealed class DefectTests
{
    [Theory]
    [InlineData("")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void A_defect_asks_to_be_reported(string mpi)
    {
        // A copy of the program with a library that is none: nothing in the program expects that.
        using Lab lab = new Lab().Write("run.yaml", Lab.Text);
        string folder = Path.GetDirectoryName(Lab.Program)!;
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.TopDirectoryOnly))
            File.Copy(file, lab.File(Path.GetFileName(file)));
        lab.Write("YamlDotNet.dll", "no library");
        string[] command = [lab.File("drift"), "run", "run.yaml"];
        ShellResult result = mpi.Length == 0
            ? Shell.Run(command[0], command[1..], Lab.Plain(), folder: lab.Folder)
            : Mpiexec.Of(mpi).Run(3, command, folder: lab.Folder);
        Assert.True(result.ExitCode == (int)ExitCode.Defect, result.ToString());
        string line = Assert.Single(result.ErrorLines, l => l.Contains("please report it", StringComparison.Ordinal));
        Assert.Contains("Could not load file or assembly ", line, StringComparison.Ordinal);
        Assert.EndsWith("; this is a defect of drift, please report it with these lines:", line, StringComparison.Ordinal);
        Assert.Contains("   at Drift.Core.Experiments.", result.Error, StringComparison.Ordinal);
    }
}
