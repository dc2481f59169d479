using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>Exponential random numbers of mean 1.</summary>
internal static class Exponential
{
    /// <summary>−ln u, of a number u that is uniform in (0, 1).</summary>
    // Not inlined: a kernel's loop has a budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Of<F>(F u) where F : struct, ILane<F> => -LaneMath.Log(u);
}
