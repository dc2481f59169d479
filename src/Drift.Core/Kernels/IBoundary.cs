using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// What happens at an edge. A boundary runs after the displacements of all kernels are summed, and it alone may correct
/// where particles end up. It is a struct, written once for all lane types, as a kernel is. One that corrects nothing looks on:
/// it knows where a step ends, and keeps count of it in variables of its own.
/// </summary>
public interface IBoundary
{
    /// <summary>Name in experiment files and messages. By default the name of the type.</summary>
    string Name => GetType().Name;

    /// <summary>Asks for fields, variables and random numbers; called once, before the first step.</summary>
    /// <param name="binding">Where to ask.</param>
    void Bind(KernelBinding binding);

    /// <summary>What is wrong with its parameters; by default nothing.</summary>
    /// <param name="mesh">What horizontal positions mean.</param>
    /// <param name="place">Where it was asked for.</param>
    IEnumerable<Problem> Check(Mesh mesh, string place) => [];

    /// <summary>Corrects the positions at the end of a step.</summary>
    /// <param name="before">The particles as the kernels saw them; fields may be sampled through it, and where one has no value the particle ends.</param>
    /// <param name="after">Where they end up, and with which status.</param>
    /// <param name="c">What they share in this step.</param>
    /// <remarks>Allocation: none. Errors: by status only; a boundary does not throw.</remarks>
    void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>;
}

/// <summary>Where a group of particles ends up in a step.</summary>
public struct Position<F> where F : struct, ILane<F>
{
    /// <summary>Longitude in degrees or x in metres.</summary>
    public F Lon;

    /// <summary>Latitude in degrees or y in metres.</summary>
    public F Lat;

    /// <summary>Depth in metres, positive down.</summary>
    public F Depth;

    /// <summary>Number of a <see cref="ParticleStatus"/>; 0 for active.</summary>
    public F Status;

    /// <summary>Gives particles a status; the first one stays.</summary>
    /// <param name="where">Mask of the particles.</param>
    /// <param name="status">The status.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(F where, ParticleStatus status) => Status = F.Select(where & F.Equal(Status, 0.0), (double)(int)status, Status);
}

/// <summary>No boundary at all: what the JIT makes nothing of.</summary>
internal struct NoBoundary : IBoundary
{
    public readonly void Bind(KernelBinding binding)
    {
    }

    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
    }
}
