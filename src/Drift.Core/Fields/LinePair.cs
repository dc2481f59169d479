using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>Two fields that are held together on a rectilinear grid without levels, interpolated linearly: the fast form.</summary>
internal static class LinePair
{
    /// <summary>The values as A and B, of particles that are all at one time, or in a field that does not change.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sample<F>(SnapshotWindow held, ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        RectilinearGrid lines = held.Lines!;
        bool isInTime = held.TryFind(F.First(first.Time), out SnapshotPlace place);
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            Locate(lines, isInTime, ref at);
            if (held.Box.IsPart)
                held.Box.Confine(ref at, ref at.Cell.J, ref at.Cell.I);
            NodeValues.Address(ref at.Cell, held.Columns, held.ValuesPerNode);
        }

        for (int g = 0; g < groups; g++)
            BilinearSampler.Pair(place, held, ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
    }

    /// <summary>The same for particles of one group that are each at a time of their own.</summary>
    /// <returns>False, without an answer, where those times are not between the same two snapshots.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryAtOwnTimes<F>(SnapshotWindow held, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (!OwnTimes.TryFind(held, ref at.Time, out SnapshotPlace place, out F fraction))
            return false;
        Locate(held.Lines!, isInTime: true, ref at);
        if (held.Box.IsPart)
            held.Box.Confine(ref at, ref at.Cell.J, ref at.Cell.I);
        NodeValues.Address(ref at.Cell, held.Columns, held.ValuesPerNode);
        BilinearSampler.PairAtOwnTimes(place, fraction, held, ref at);
        return true;
    }

    /// <summary>The values as A and B, and the derivatives of the interpolation: of the first to the east, of the second to the north, per unit of the mesh.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void WithSlopes<F>(
        SnapshotWindow held, RectilinearGrid lines, ref SamplePoint<F> first, ref F slopeA, ref F slopeB, int stride, int groups) where F : struct, ILane<F>
    {
        bool isInTime = held.TryFind(F.First(first.Time), out SnapshotPlace place);
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            ref F east = ref Unsafe.AddByteOffset(ref slopeA, (nint)g * stride);
            ref F north = ref Unsafe.AddByteOffset(ref slopeB, (nint)g * stride);
            Locate(lines, isInTime, ref at);
            lines.PerWidths(at.Cell, out east, out north);
            if (held.Box.IsPart)
                held.Box.Confine(ref at, ref at.Cell.J, ref at.Cell.I);
            NodeValues.Address(ref at.Cell, held.Columns, held.ValuesPerNode);
        }

        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            BilinearSampler.PairWithSlopes(place, held, ref at, out F acrossColumns, out F acrossRows);
            Unsafe.AddByteOffset(ref slopeA, (nint)g * stride) *= acrossColumns;
            Unsafe.AddByteOffset(ref slopeB, (nint)g * stride) *= acrossRows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Locate<F>(RectilinearGrid lines, bool isInTime, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (!lines.TryLocateInside(at.Lon, at.Lat, out at.Cell))
            FieldErrors.Set(ref at, lines.Locate(at.Lon, at.Lat, out at.Cell), FieldError.OutOfGrid);
        if (!isInTime)
            FieldErrors.Set(ref at, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
    }
}
