using Xunit;

namespace Drift.Testing;

/// <summary>A launcher of one MPI implementation, for tests that start real ranks.</summary>
/// <param name="Program">Name of the launcher.</param>
/// <param name="MostRanks">Ranks that it bears on two cores: MPICH spins when oversubscribed.</param>
public sealed record Mpiexec(string Program, int MostRanks)
{
    /// <summary>Open MPI's.</summary>
    public static Mpiexec OpenMpi { get; } = new("mpiexec.openmpi", 64);

    /// <summary>MPICH's.</summary>
    public static Mpiexec Mpich { get; } = new("mpiexec.mpich", 3);

    /// <summary>Variables that say that a process was started by a launcher: tests start without them.</summary>
    public static IReadOnlyList<string> LauncherVariables { get; } =
    [
        "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMI_SIZE", "PMI_FD", "PMIX_RANK", "PMIX_NAMESPACE",
        "SLURM_PROCID", "SLURM_NTASKS", "DRIFT_MPI_LIBRARY",
    ];

    /// <summary>Either launcher by the name users give: <c>openmpi</c> or <c>mpich</c>.</summary>
    public static Mpiexec Of(string name) => name is "mpich" ? Mpich : OpenMpi;

    /// <summary>Runs a program on some ranks to its end; skips the test where the launcher is not installed.</summary>
    /// <param name="ranks">Number of ranks.</param>
    /// <param name="command">Program and its arguments, such as <see cref="Shell.DotNet"/> gives.</param>
    /// <param name="environment">Variables to set, or with null to remove.</param>
    /// <param name="timeout">Time limit; one minute by default.</param>
    /// <param name="folder">Folder to run in; the current one by default.</param>
    public ShellResult Run(
        int ranks,
        IEnumerable<string> command,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null,
        string? folder = null)
    {
        using RunningProgram program = Start(ranks, command, environment, folder);
        return program.Wait(timeout ?? Shell.DefaultTimeout);
    }

    /// <summary>Starts a program on some ranks and lets it run, for tests that send signals.</summary>
    public RunningProgram Start(
        int ranks,
        IEnumerable<string> command,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null)
    {
        Shell.Require(Program);
        Assert.SkipWhen(ranks > MostRanks, $"{Program} bears at most {MostRanks} ranks here");
        string[] launch = this == OpenMpi ? ["--oversubscribe", "--bind-to", "none", "-n", $"{ranks}"] : ["-n", $"{ranks}"];
        return Shell.Start(Program, [.. launch, .. command], Environment(environment), folder);
    }

    private static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? given)
    {
        var variables = LauncherVariables.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        variables["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        variables["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        variables["TERM"] = "dumb";
        foreach ((string name, string? value) in given ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            variables[name] = value;
        return variables;
    }
}
