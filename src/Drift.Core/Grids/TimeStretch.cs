using System.Runtime.CompilerServices;

namespace Drift.Core.Grids;

/// <summary>Snapshots in a row with their times: where a time is looked up. Of an axis without a period it is the whole axis.</summary>
/// <param name="first">The running number of the first snapshot.</param>
/// <param name="times">Times in seconds (snapshot), at least 1, increasing.</param>
/// <param name="isHeld">Whether the first and last snapshot hold for all times outside.</param>
internal sealed class TimeStretch(long first, double[] times, bool isHeld)
{
    /// <summary>Rounding of a time that is a start plus a step: a nanosecond, and two last places of large times.</summary>
    private const double Rounding = 1e-9;
    private const double RelativeRounding = 4.440892098500626e-16;

    /// <summary>The running number of the first snapshot.</summary>
    public long First => first;

    /// <summary>The running number of the last snapshot.</summary>
    public long Last => first + times.Length - 1;

    /// <summary>
    /// The snapshot at a time or before it, and the place between it and the next. At the time of a snapshot, or beside it by
    /// rounding, the place is 0: that snapshot alone counts. The end of a step is the next one's start for a kernel too, which
    /// adds dt in floating point.
    /// </summary>
    /// <param name="time">s.</param>
    /// <param name="recent">Where the last look-up ended: a hint, which never changes the answer.</param>
    /// <param name="snapshot">Running number of the snapshot; that of the first one outside.</param>
    /// <param name="fraction">Place between the snapshot and the next one, 0 … 1; exactly 0 where the snapshot counts alone.</param>
    /// <returns>False if the time is outside the stretch, or no number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(double time, ref int recent, out long snapshot, out double fraction)
    {
        double slack = Rounding + (Math.Abs(time) * RelativeRounding);
        int k = recent;
        if ((uint)(k + 1) >= (uint)times.Length || !(time >= times[k] - slack && time < times[k + 1] - slack))
        {
            k = Search(time, slack);
            if (k < 0)
            {
                (snapshot, fraction) = (first, 0);
                return false;
            }

            recent = k;
        }

        snapshot = first + k;
        fraction = time > times[k] + slack && k < times.Length - 1 ? (time - times[k]) / (times[k + 1] - times[k]) : 0;
        return true;
    }

    /// <summary>The last snapshot at a time or before it, by rounding; −1 if the time is outside.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Search(double time, double slack)
    {
        if (!double.IsFinite(time))
            return -1;
        if (time < times[0] - slack)
            return isHeld ? 0 : -1;
        if (time > times[^1] + slack)
            return isHeld ? times.Length - 1 : -1;
        int i = Array.BinarySearch(times, time + slack);
        return Math.Max(i >= 0 ? i : ~i - 1, 0);
    }
}
