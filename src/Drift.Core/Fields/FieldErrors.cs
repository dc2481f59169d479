using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>Notes errors of lanes: the first error of a particle stays.</summary>
internal static class FieldErrors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set<F>(ref SamplePoint<F> at, F where, FieldError code) where F : struct, ILane<F>
    {
        if (F.Any(where))
            Note(ref at, where, (double)code);
    }

    /// <summary>Takes over the errors of another look-up.</summary>
    public static void SetFrom<F>(ref SamplePoint<F> at, in SamplePoint<F> other) where F : struct, ILane<F>
    {
        if (!other.HasError)
            return;
        at.Error = F.Select(F.Equal(at.Error, 0.0), other.Error, at.Error);
        at.HasError = true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Note<F>(ref SamplePoint<F> at, F where, double code) where F : struct, ILane<F>
    {
        at.Error = F.Select(where & F.Equal(at.Error, 0.0), code, at.Error);
        at.HasError = true;
    }
}
