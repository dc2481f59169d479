using System.Runtime.CompilerServices;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>The cells of a velocity on a C-grid, for those who follow one particle from cell to cell.</summary>
/// <param name="pair">Fields on a C-grid.</param>
/// <param name="isIn3D">Whether W is followed too: it is held beside them, and levels have constant depths.</param>
internal sealed class CGridCells(FieldPair pair, bool isIn3D)
{
    // Another kernel may have asked for W to be held beside them.
    private SnapshotWindow Window => pair.Faces!;

    /// <summary>Finds the cell of a particle.</summary>
    /// <param name="at">Where and when; receives errors.</param>
    /// <param name="place">Receives where the snapshots of the time are.</param>
    /// <param name="cell">Receives the cell.</param>
    /// <returns>False, with the error noted, where there is none or it is not in memory.</returns>
    /// <remarks>Beyond the last row of a global grid, up to the pole, there are no cells.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool TryLocate(ref SamplePoint<Lane1> at, out SnapshotPlace place, out CGridCell cell)
    {
        SnapshotWindow window = Window;
        place = GridSampler.Locate(window, pair.A.Depths, ref at);
        double lat = at.Lat;
        if (window.Grid is RectilinearGrid lines && !(lat >= lines.Lat.Lowest && lat <= lines.Lat.Highest))
            FieldErrors.Set(ref at, Lane1.BroadcastBits(ulong.MaxValue), FieldError.OutOfGrid);
        return TryRead(window, place, ref at, out cell);
    }

    /// <summary>Goes on to a cell beside that of the particle.</summary>
    /// <param name="at">The particle, at the place in the other cell that it comes to; receives errors.</param>
    /// <param name="place">Where the snapshots are.</param>
    /// <param name="rows">−1, 0 or 1: how many rows on.</param>
    /// <param name="columns">−1, 0 or 1: how many columns on.</param>
    /// <param name="cell">Receives the cell.</param>
    /// <returns>False, with the error noted, where there is none or it is not in memory.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool TryStep(ref SamplePoint<Lane1> at, in SnapshotPlace place, int rows, int columns, out CGridCell cell)
    {
        SnapshotWindow window = Window;
        (int j, int i) = ((int)(double)at.Cell.J, (int)(double)at.Cell.I);
        if (!window.Grid.TryStep(ref j, ref i, rows, columns))
        {
            FieldErrors.Set(ref at, Lane1.BroadcastBits(ulong.MaxValue), FieldError.OutOfGrid);
            cell = default;
            return false;
        }

        (at.Cell.J, at.Cell.I) = ((double)j, (double)i);

        // Of levels of constant depth it is the same one.
        if (window.Grid is { Levels: > 1, Vertical: not ZLevels })
            LevelLocator.Locate(window, pair.A.Depths, ref at);
        window.Address(ref at);
        return TryRead(window, place, ref at, out cell);
    }

    /// <summary>Goes on to the cell above or below.</summary>
    /// <param name="at">The particle, at the place in the other cell that it comes to; receives errors.</param>
    /// <param name="place">Where the snapshots are.</param>
    /// <param name="levels">−1 or 1: how many levels on.</param>
    /// <param name="cell">Receives the cell.</param>
    /// <returns>False, with the error noted, where there is none.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool TryStepLevel(ref SamplePoint<Lane1> at, in SnapshotPlace place, int levels, out CGridCell cell)
    {
        SnapshotWindow window = Window;
        double level = at.Cell.K + (double)levels;
        if (level < 0.0 || level > window.Grid.Levels - 2.0)
        {
            bool isUp = (Depths(window)[^1] > Depths(window)[0]) == (levels < 0);
            FieldErrors.Set(ref at, Lane1.BroadcastBits(ulong.MaxValue), isUp ? FieldError.AboveSurface : FieldError.BelowBottom);
            cell = default;
            return false;
        }

        at.Cell.K = level;
        window.Address(ref at);
        return TryRead(window, place, ref at, out cell);
    }

    private static ReadOnlySpan<double> Depths(SnapshotWindow window) => ((ZLevels)window.Grid.Vertical!).Depth.Nodes;

    private bool TryRead(SnapshotWindow window, in SnapshotPlace place, ref SamplePoint<Lane1> at, out CGridCell cell)
    {
        if (at.HasError)
        {
            cell = default;
            return false;
        }

        cell = new CGridCell(new NodeView<Lane1>(place, window, ref at), isIn3D ? Column(window, place, ref at) : default);
        return true;
    }

    /// <summary>W at the two levels of the cell. Where the values at an end of the water hold beyond it, nothing flows through that end.</summary>
    private static CellLevels Column(SnapshotWindow window, in SnapshotPlace place, ref SamplePoint<Lane1> at)
    {
        var nodes = new NodeView<Lane1>(place, window, ref at);
        ReadOnlySpan<double> depths = Depths(window);
        int k = (int)(double)at.Cell.K;
        double thickness = depths[k + 1] - depths[k];
        bool isDown = thickness > 0.0;
        WaterEnds first = isDown ? WaterEnds.Surface : WaterEnds.Bottom, last = isDown ? WaterEnds.Bottom : WaterEnds.Surface;
        bool isFirstClosed = k == 0 && (at.Held & first) != WaterEnds.None, isLastClosed = k == depths.Length - 2 && (at.Held & last) != WaterEnds.None;
        return new CellLevels(
            isFirstClosed ? 0.0 : nodes.At(0, 0, 0, 2) / -thickness, isLastClosed ? 0.0 : nodes.At(0, 0, 1, 2) / -thickness, thickness);
    }
}
