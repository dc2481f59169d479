using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>The times of particles of one group that are at different times, among snapshots that are held together.</summary>
internal static class OwnTimes
{
    /// <summary>Finds all of them, where they lie between the same two snapshots.</summary>
    /// <param name="held">The snapshots.</param>
    /// <param name="times">Seconds since the reference of the field set.</param>
    /// <param name="place">Where the snapshots are; its fraction means nothing.</param>
    /// <param name="fraction">Place between the earlier and the later one, 0 … 1.</param>
    /// <returns>False, without an answer, where they lie between different ones, or any is outside.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe bool TryFind<F>(SnapshotWindow held, ref F times, out SnapshotPlace place, out F fraction) where F : struct, ILane<F>
    {
        fraction = 0.0;
        ref double time = ref Unsafe.As<F, double>(ref times);
        ref double part = ref Unsafe.As<F, double>(ref fraction);
        if (!held.TryFind(time, out place))
            return false;
        part = place.Fraction;
        for (int lane = 1; lane < F.Count; lane++)
        {
            if (!held.TryFind(Unsafe.Add(ref time, lane), out SnapshotPlace other) || other.Plane != place.Plane)
                return false;
            Unsafe.Add(ref part, lane) = other.Fraction;
            if (other.Order == place.Order)
                continue;

            // At the time of the earlier snapshot itself the fraction is 0; what counts is which of the two is the earlier one.
            if (IsEarlierAlone(other.Order, place.Order))
                continue;
            if (!IsEarlierAlone(place.Order, other.Order))
                return false;
            place = other;
        }

        return place.Order is TimeOrder.FirstToSecond or TimeOrder.SecondToFirst;
    }

    private static bool IsEarlierAlone(TimeOrder one, TimeOrder both) =>
        (one == TimeOrder.OnlyFirst && both == TimeOrder.FirstToSecond) || (one == TimeOrder.OnlySecond && both == TimeOrder.SecondToFirst);
}
