using System.Globalization;
using Drift.Core.Output;
using Drift.Output.Probe;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

/// <summary>
/// A writer is killed at random moments; every obs that it had called synced must be there, bit for bit.
/// DRIFT_KILLS sets the number of kills per case, for long runs.
/// </summary>
public sealed class KilledWriterTests
{
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("DRIFT_KILLS"), CultureInfo.InvariantCulture, out int kills) ? kills : 10;

    [Theory]
    [InlineData(25, 1500, 250)] // within many small outputs
    [InlineData(3000, 600, 250)] // within rows larger than HDF5's buffers
    [InlineData(200_000, 8, 120)] // within rows of a megabyte
    [InlineData(25, 2, 12)] // within creation and completion
    public void A_killed_writer_leaves_every_synced_output_intact(int trajectories, int outputs, int longestMilliseconds)
    {
        TrajectorySchema schema = ProbeRun.Schema(trajectories, outputs);
        var random = new Random(trajectories + outputs);
        int killed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using var folder = new TemporaryFolder();
            string path = folder.File("a.h5");
            string[] command = Shell.DotNet(
                "Drift.Output.Probe", "write", path, trajectories.ToString(CultureInfo.InvariantCulture), outputs.ToString(CultureInfo.InvariantCulture));
            using RunningProgram writer = Shell.Start(command[0], command.Skip(1));
            Assert.True(writer.WaitForOutput("created"));
            Thread.Sleep(TimeSpan.FromMilliseconds(random.NextDouble() * longestMilliseconds));
            if (!writer.HasEnded)
                writer.Send(9);
            ShellResult result = writer.Wait(TimeSpan.FromSeconds(10));
            killed += result.ExitCode == 0 ? 0 : 1;

            string there = File.Exists(path) ? path : path + ".partial";
            int synced = result.Lines.Count(line => line.StartsWith("synced", StringComparison.Ordinal));
            using TrajectoryFile file = TrajectoryFile.Open(there);
            Assert.True(file.Reached >= synced, $"kill {kill}: {synced} outputs were synced, {file.Reached} are there");
            Assert.True(ProbeRun.FirstWrong(file, schema) is null, $"kill {kill}: {ProbeRun.FirstWrong(file, schema)}");
            Assert.True(result.ExitCode != 0 || file.IsComplete, result.ToString());
        }
        TestContext.Current.SendDiagnosticMessage("{0} trajectories, {1} outputs: {2} of {3} writers were killed in the middle", trajectories, outputs, killed, Kills);
    }
}
