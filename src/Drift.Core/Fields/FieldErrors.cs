using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>Notes errors of lanes: the first error of a particle stays.</summary>
internal static class FieldErrors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set<F>(ref F error, F where, FieldError code) where F : struct, ILane<F>
    {
        if (F.Any(where))
            Note(ref error, where, (double)code);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Note<F>(ref F error, F where, double code) where F : struct, ILane<F> =>
        error = F.Select(where & F.Equal(error, 0.0), code, error);
}
