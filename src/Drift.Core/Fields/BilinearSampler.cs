using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>
/// Bilinear interpolation in space at each snapshot, then linear in time, in double precision. The values are fetched
/// particle by particle — short loads cost half of what gather instructions do — with the same operations in every lane type.
/// A node holds one, two or four values: components side by side, of one snapshot or of two.
/// </summary>
internal static unsafe class BilinearSampler
{
    /// <summary>Two components, as A and B.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Pair<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (window.SnapshotsPerPlane == 1)
        {
            NodeValues.OfTwo(place.Plane, window.Columns, ref at.Cell, out at.A, out at.B);
            return;
        }

        NodeValues.OfFour(place.Plane, window.Columns, ref at.Cell, out F a0, out F b0, out F a1, out F b1);
        at.A = InTime(place, a0, a1);
        at.B = InTime(place, b0, b1);
    }

    /// <summary>Two components, as A and B, of particles that are each at a time of their own between the same two snapshots.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void PairAtOwnTimes<F>(in SnapshotPlace place, F fraction, SnapshotWindow window, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        NodeValues.OfFour(place.Plane, window.Columns, ref at.Cell, out F a0, out F b0, out F a1, out F b1);
        bool isFirstEarlier = place.Order == TimeOrder.FirstToSecond;
        (F a, F b, F laterA, F laterB) = isFirstEarlier ? (a0, b0, a1, b1) : (a1, b1, a0, b0);

        // At the time of the earlier snapshot the later one does not count, not even where it has no value.
        F alone = F.Equal(fraction, 0.0);
        at.A = F.Select(alone, a, F.MultiplyAdd(fraction, laterA - a, a));
        at.B = F.Select(alone, b, F.MultiplyAdd(fraction, laterB - b, b));
    }

    /// <summary>One component, as A.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Single<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (window.SnapshotsPerPlane == 1)
        {
            at.A = NodeValues.OfOne(place.Plane, window.Columns, ref at.Cell);
            return;
        }

        NodeValues.OfTwo(place.Plane, window.Columns, ref at.Cell, out F first, out F second);
        at.A = InTime(place, first, second);
    }

    /// <summary>Two components, as A and B, with the slope of the first across the columns and of the second across the rows, per cell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void PairWithSlopes<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at, out F slopeA, out F slopeB) where F : struct, ILane<F>
    {
        if (window.SnapshotsPerPlane == 1)
        {
            NodeValues.OfTwoWithSlopes(place.Plane, window.Columns, ref at.Cell, out at.A, out at.B, out slopeA, out slopeB);
            return;
        }

        NodeValues.OfFour(place.Plane, window.Columns, ref at.Cell, out F a0, out F b0, out F a1, out F b1);
        at.A = InTime(place, a0, a1);
        at.B = InTime(place, b0, b1);
        NodeValues.SlopesOfFour(place.Plane, window.Columns, ref at.Cell, out a0, out b0, out a1, out b1);
        slopeA = InTime(place, a0, a1);
        slopeB = InTime(place, b0, b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F InTime<F>(in SnapshotPlace place, F first, F second) where F : struct, ILane<F> => place.Order switch
    {
        TimeOrder.FirstToSecond => F.MultiplyAdd(place.Fraction, second - first, first),
        TimeOrder.SecondToFirst => F.MultiplyAdd(place.Fraction, first - second, second),
        TimeOrder.OnlyFirst => first,
        _ => second,
    };
}
