namespace Drift.Core.Foundation;

/// <summary>What the program says to the shell when it ends.</summary>
public enum ExitCode
{
    /// <summary>Everything was done.</summary>
    Done = 0,

    /// <summary>A comparison or validation found a difference or a failure.</summary>
    Different = 1,

    /// <summary>Preflight found a problem, whatever its cause: nothing was started.</summary>
    Preflight = 2,

    /// <summary>The launcher or MPI cannot be used.</summary>
    Mpi = 3,

    /// <summary>A file failed during the run.</summary>
    FileFailed = 4,

    /// <summary>Stopped at a checkpoint: resume it.</summary>
    Checkpointed = 5,

    /// <summary>A particle stopped the run, as <c>on_error: abort</c> asks.</summary>
    ParticleFailed = 6,

    /// <summary>A defect of the program.</summary>
    Defect = 70,
}
