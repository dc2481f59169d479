using Drift.Core.Integration;
using Drift.Core.Kernels;

namespace Drift.Core.Running;

/// <summary>What the command line says about a run, beside the experiment file.</summary>
public sealed record RunOptions
{
    /// <summary>The output file; null for that of the experiment.</summary>
    public string? Output { get; init; }

    /// <summary>Whether an existing output file is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Threads of each rank; 0 for the cores this rank may use, shared with the other ranks of its node.</summary>
    public int Threads { get; init; }

    /// <summary>Particles computed at once.</summary>
    public LaneWidth Lanes { get; init; }

    /// <summary>What compiles kernels from files; null where nothing does, and experiments with such kernels are refused.</summary>
    public IKernelCompiler? KernelCompiler { get; init; }

    /// <summary>The command as it was given, for the history attribute.</summary>
    public string Command { get; init; } = "";
}
