namespace Drift.Mpi.Native;

/// <summary>Who started this process, as far as its environment tells.</summary>
internal enum LauncherKind
{
    /// <summary>Nobody in particular: one rank, and no MPI library is needed.</summary>
    None,

    /// <summary>The launcher of Open MPI, or SLURM in its place by PMIx.</summary>
    OpenMpi,

    /// <summary>A launcher of the MPICH family, or SLURM in its place by PMI.</summary>
    Mpich,

    /// <summary>SLURM started several processes that cannot find each other, because it was not told how.</summary>
    SlurmWithoutPmi,

    /// <summary>No launcher known here, but <c>DRIFT_MPI_LIBRARY</c> asks for MPI all the same.</summary>
    Unknown,
}
