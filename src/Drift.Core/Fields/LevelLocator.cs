using System.Runtime.CompilerServices;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// Finds between which levels particles are, in cells that were found before. Between the first level and the surface the first level's values
/// hold, and between the last one and a bottom that is known those of the last level.
/// </summary>
internal static class LevelLocator
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Locate<F>(SnapshotWindow window, DepthFields? depths, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        switch (window.Grid.Vertical)
        {
            case ZLevels levels:
                OfConstantDepth(levels.Depth, ref at);
                break;
            case SLevels levels:
                ByFormula(levels, depths!, ref at);
                break;
            default:
                ByField(window.Grid.Levels, depths!.Levels!, ref at);
                break;
        }
    }

    /// <summary>From which depth to which one there is water, where particles are; errors where the grid does not reach.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Range<F>(Field field, ref SamplePoint<F> at, out F top, out F bottom) where F : struct, ILane<F>
    {
        switch (field.Grid!.Vertical)
        {
            case ZLevels levels:
                top = Math.Min(0.0, levels.Depth.Lowest);
                bottom = levels.Depth.Highest;
                break;
            case SLevels:
                bottom = F.Max(Of(field.Depths!.Bottom!, ref at), 1e-3);
                top = field.Depths.Surface is { } elevation ? F.Min(-Of(elevation, ref at), 0.0) : 0.0;
                break;
            default:
                SnapshotWindow window = field.Depths!.Levels!.Window!;
                FieldErrors.Set(ref at, window.Grid.Locate(at.Lon, at.Lat, at.HintsOf(window.Grid), ref at.Cell), FieldError.OutOfGrid);
                if (!window.TryFind(F.First(at.Time), out SnapshotPlace place))
                    FieldErrors.Set(ref at, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
                F first = Level(place, window, ref at, 0.0), last = Level(place, window, ref at, field.Grid.Levels - 1.0);
                top = F.Min(F.Min(first, last), 0.0);
                bottom = F.Max(first, last);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NoteAbove<F>(ref SamplePoint<F> at, F where) where F : struct, ILane<F>
    {
        if ((at.Held & WaterEnds.Surface) == WaterEnds.None)
            FieldErrors.Set(ref at, where, FieldError.AboveSurface);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NoteBelow<F>(ref SamplePoint<F> at, F where) where F : struct, ILane<F>
    {
        if ((at.Held & WaterEnds.Bottom) == WaterEnds.None)
            FieldErrors.Set(ref at, where, FieldError.BelowBottom);
    }

    private static void OfConstantDepth<F>(Axis levels, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        F depth = at.Depth;
        NoteAbove(ref at, depth < Math.Min(0.0, levels.Lowest));
        NoteBelow(ref at, depth > levels.Highest);
        levels.Locate(F.Max(F.Min(depth, levels.Highest), levels.Lowest), out at.Cell.K, out at.Cell.Z);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByFormula<F>(SLevels levels, DepthFields depths, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        // Where there is no water the formulas divide by 0: a millimetre of it keeps them finite.
        F bottom = F.Max(Of(depths.Bottom!, ref at), 1e-3);
        F surface = depths.Surface is { } elevation ? Of(elevation, ref at) : 0.0;
        F depth = at.Depth;
        NoteAbove(ref at, depth < F.Min(-surface, 0.0));
        NoteBelow(ref at, depth > bottom);
        bool isRising = levels.S[1] > levels.S[0];
        F cell = 0.0, first = levels.DepthOf(0, bottom, surface), second = levels.DepthOf(1, bottom, surface);
        for (int k = 1; k < levels.Count - 1; k++)
        {
            F beyond = isRising ? depth <= second : depth >= second;
            if (!F.Any(beyond))
                break;
            F next = levels.DepthOf(k + 1, bottom, surface);
            cell = F.Select(beyond, (double)k, cell);
            first = F.Select(beyond, second, first);
            second = F.Select(beyond, next, second);
        }

        at.Cell.K = cell;
        at.Cell.Z = Within((depth - first) / (second - first));
    }

    /// <summary>By halves: each look takes the depths of a level at the corners of the cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByField<F>(int count, Field levels, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        SnapshotWindow window = levels.Window!;
        if (!window.TryFind(F.First(at.Time), out SnapshotPlace place))
            FieldErrors.Set(ref at, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
        F depth = at.Depth;
        F firstOfAll = Level(place, window, ref at, 0.0), lastOfAll = Level(place, window, ref at, count - 1.0);
        F isDown = firstOfAll < lastOfAll;
        NoteAbove(ref at, depth < F.Min(F.Min(firstOfAll, lastOfAll), 0.0));
        NoteBelow(ref at, depth > F.Max(firstOfAll, lastOfAll));
        F low = 0.0, high = count - 1.0, atLow = firstOfAll, atHigh = lastOfAll;
        for (int span = count - 1; span > 1; span = (span + 1) / 2)
        {
            // Where the span is one already, the middle is the lower one, and nothing changes.
            F middle = F.Floor((low + high) * 0.5);
            F there = Level(place, window, ref at, middle);
            F isBeyond = F.Select(isDown, depth >= there, depth <= there);
            F isHigher = isBeyond & (middle > low);
            F isLower = ~isBeyond & (middle > low);
            low = F.Select(isHigher, middle, low);
            atLow = F.Select(isHigher, there, atLow);
            high = F.Select(isLower, middle, high);
            atHigh = F.Select(isLower, there, atHigh);
        }

        at.Cell.K = low;
        at.Cell.Z = Within((depth - atLow) / (atHigh - atLow));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static F Level<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at, F level) where F : struct, ILane<F>
    {
        at.Cell.K = level;
        window.Address(ref at);
        return Linear.OnLevel(new NodeView<F>(place, window, ref at), 0, 0);
    }

    /// <summary>0 … 1; 0 where two levels fall together.</summary>
    private static F Within<F>(F fraction) where F : struct, ILane<F> =>
        F.Select(F.Equal(fraction, fraction), F.Max(F.Min(fraction, 1.0), 0.0), 0.0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe F Of<F>(Field field, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        var there = new SamplePoint<F> { Time = at.Time, Depth = 0.0, Lat = at.Lat, Lon = at.Lon, Hints = at.Hints, HintStride = at.HintStride };
        field.Sample(ref there);
        FieldErrors.SetFrom(ref at, there);
        return there.A;
    }
}
