using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>Where land is, by a field that is 1 on land and 0 on water; half-way between the two is the shore.</summary>
internal static class Shore
{
    /// <summary>The name of the field where none is given.</summary>
    public const string DefaultField = "land";

    /// <summary>Asks for the field.</summary>
    public static Field Bind(KernelBinding binding, string name) =>
        binding.Field(name, "1 on land, 0 on water: 'land: {mask: U}' makes it from a field that has no value on land");

    /// <summary>Mask of the places that are on land at the end of a step; outside the field there is an error, and no land.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F IsOn<F>(Field land, ref Particle<F> p, F depth, F lat, F lon, in StepContext c) where F : struct, ILane<F>
    {
        // The end of a step is one time for all, also where particles were released within it.
        F value = p.Sample(land, c.Time + c.Dt, depth, lat, lon);
        F there = value >= 0.5;
        return p.At.HasError ? there & F.Equal(p.At.Error, 0.0) : there;
    }
}
