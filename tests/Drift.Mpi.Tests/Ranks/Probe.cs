using Drift.Testing;
using Xunit;

// Real ranks on two cores: tests that start them side by side would only slow each other down.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Drift.Mpi.Tests.Ranks;

/// <summary>The small program that the tests start on real ranks.</summary>
internal static class Probe
{
    /// <summary>Both launchers, for tests that must hold on either.</summary>
    public static TheoryData<string> BothMpis { get; } = new("openmpi", "mpich");

    /// <summary>Runs a case on some ranks.</summary>
    public static ShellResult Run(string mpi, int ranks, string name, params string[] arguments) =>
        Mpiexec.Of(mpi).Run(ranks, Shell.DotNet("Drift.Mpi.Probe", [name, .. arguments]), timeout: TimeSpan.FromMinutes(2));

    /// <summary>Runs a case and asserts that it found nothing wrong, on all ranks together.</summary>
    public static void Passes(string mpi, int ranks, string name)
    {
        ShellResult result = Run(mpi, ranks, name);
        string library = mpi is "mpich" ? "MPICH" : "Open MPI";
        Assert.True(
            result.ExitCode == 0 && result.Output.Contains($"passed on {ranks} of {library}", StringComparison.Ordinal),
            $"{name} on {ranks} ranks of {mpi}: {result}");
    }
}
