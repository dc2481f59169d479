using Drift.Testing;
using Xunit;

namespace Drift.Mpi.Tests.Ranks;

public sealed class RoutineTests
{
    public static MatrixTheoryData<string, string> Cases { get; } = new(
        ["openmpi", "mpich"],
        ["identity", "barrier", "broadcast", "allreduce", "gather", "gather-cut", "begin-gather", "node-memory", "trajectories", "errors", "main-thread"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_routine_does_on_three_ranks_what_the_standard_says(string mpi, string routine) => Probe.Passes(mpi, 3, routine);

    [Theory]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 2)]
    [InlineData("openmpi", 7)]
    [InlineData("openmpi", 64)]
    [InlineData("mpich", 1)]
    [InlineData("mpich", 2)]
    public void All_routines_hold_on_any_number_of_ranks(string mpi, int ranks) => Probe.Passes(mpi, ranks, "all");

    [Theory]
    [MemberData(nameof(Probe.BothMpis), MemberType = typeof(Probe))]
    public void A_caught_null_reference_does_not_end_a_rank_once_MPI_runs(string mpi) => Probe.Passes(mpi, 2, "null-references");

    [Fact]
    public void Without_a_launcher_there_is_one_rank_and_no_MPI_library()
    {
        string[] command = Shell.DotNet("Drift.Mpi.Probe", "trajectories");
        ShellResult result = Shell.Run(command[0], command[1..]);
        Assert.Equal("passed on 1 of none", Assert.Single(result.Lines));
    }
}
