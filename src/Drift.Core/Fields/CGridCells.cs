using System.Runtime.CompilerServices;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>The cells of a velocity on a C-grid, for those who follow one particle from cell to cell.</summary>
/// <param name="pair">Fields on a C-grid.</param>
internal sealed class CGridCells(FieldPair pair)
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
        if (window.Grid.Levels > 1)
            LevelLocator.Locate(window, pair.A.Depths, ref at);
        window.Address(ref at);
        return TryRead(window, place, ref at, out cell);
    }

    private static bool TryRead(SnapshotWindow window, in SnapshotPlace place, ref SamplePoint<Lane1> at, out CGridCell cell)
    {
        if (at.HasError)
        {
            cell = default;
            return false;
        }

        cell = new CGridCell(new NodeView<Lane1>(place, window, ref at));
        return true;
    }
}
