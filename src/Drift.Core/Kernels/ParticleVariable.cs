namespace Drift.Core.Kernels;

/// <summary>A variable of particles as a kernel uses it: asked for in <see cref="IKernel.Bind"/>, read and written in steps.</summary>
public readonly struct ParticleVariable
{
    internal ParticleVariable(int index) => Index = index;

    /// <summary>Its place among the variables of the run.</summary>
    internal int Index { get; }
}
