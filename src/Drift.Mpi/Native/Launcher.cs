using System.Globalization;

namespace Drift.Mpi.Native;

/// <summary>The launcher that started this process.</summary>
/// <param name="Kind">Which family it belongs to.</param>
/// <param name="Rank">The rank it gave to this process; 0 if it does not say.</param>
/// <param name="Size">The number of ranks it started; 0 if it does not say.</param>
internal readonly record struct Launcher(LauncherKind Kind, int Rank, int Size)
{
    /// <summary>The variable that names the MPI library, or its path, whatever the launcher.</summary>
    public const string LibraryVariable = "DRIFT_MPI_LIBRARY";

    /// <summary>The launcher of this process.</summary>
    public static Launcher Current { get; } = Detect(System.Environment.GetEnvironmentVariable);

    /// <summary>Recognises a launcher by the variables it sets; those of Open MPI count before those of PMI and of SLURM.</summary>
    /// <param name="variable">Value of an environment variable, or null.</param>
    public static Launcher Detect(Func<string, string?> variable)
    {
        int step = Number("SLURM_STEP_NUM_TASKS");
        int slurmRank = Number("SLURM_PROCID");
        if (Has("OMPI_COMM_WORLD_SIZE"))
            return new(LauncherKind.OpenMpi, Number("OMPI_COMM_WORLD_RANK"), Number("OMPI_COMM_WORLD_SIZE"));
        if (Has("PMI_RANK") || Has("PMI_SIZE") || Has("PMI_FD"))
            return new(LauncherKind.Mpich, Number("PMI_RANK"), Has("PMI_SIZE") ? Number("PMI_SIZE") : step);
        if (Has("PMIX_RANK") || Has("PMIX_NAMESPACE"))
            return new(LauncherKind.OpenMpi, Number("PMIX_RANK"), step);
        // SLURM_NTASKS also stands in the environment of a batch script, which is one process:
        // only srun sets the number of tasks of a step.
        if (step > 1)
            return new(LauncherKind.SlurmWithoutPmi, slurmRank, step);
        return new(Has(LibraryVariable) ? LauncherKind.Unknown : LauncherKind.None, 0, 0);

        bool Has(string name) => variable(name) is { Length: > 0 };
        int Number(string name) => int.TryParse(variable(name), CultureInfo.InvariantCulture, out int n) && n > 0 ? n : 0;
    }

    /// <summary>The launcher's name in messages.</summary>
    public string Name => Kind switch
    {
        LauncherKind.OpenMpi => "the launcher of Open MPI",
        LauncherKind.Mpich => "a launcher of the MPICH family",
        LauncherKind.SlurmWithoutPmi => "srun",
        _ => "no launcher",
    };
}
