using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// Advection along the exact path through each cell of a C-grid, in which the fluxes are linear between opposite faces: from face to face until dt
/// is used up. The velocity is that at the middle of the step in time, and steady meanwhile.
/// </summary>
/// <remarks>
/// Accuracy: in a steady flow rounding, whatever dt; a particle keeps the streamfunction of the corners, and no face without flow is ever crossed. In one
/// that changes the error is of second order in dt. Errors: OutOfGrid at the border of the grid, also at the last row before a pole; OutOfTime; above the
/// surface and below the bottom where the levels of a cell do not reach. Determinism: one particle after another, whatever the width of the lanes.
/// Source: Blanke and Raynaud (1997), J. Phys. Oceanogr. 27, 1038–1053; Döös, Jönsson and Kjellsson (2017), doi:10.5194/gmd-10-1733-2017, section 2.1.
/// </remarks>
public struct AdvectionAnalytical : IKernel
{
    /// <summary>
    /// In parts of a cell: so far from a face without flow a step ends at least, which is more than the rounding of coordinates, and less than 0.1 mm.
    /// </summary>
    private const double Clearance = 1.0 / (1 << 30);

    /// <summary>From so many faces in one step on it is looked whether the way is closed.</summary>
    private const int Many = 4096;

    /// <summary>A way is closed that comes back to within this part of a cell.</summary>
    private const double Same = 1.0 / (1L << 34);
    private CGridCells cells = null!;

    /// <summary>A kernel that has no parameters.</summary>
    public AdvectionAnalytical()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "AdvectionAnalytical";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => cells = binding.Cells();

    /// <inheritdoc/>
    public readonly unsafe void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        for (int lane = 0; lane < F.Count; lane++)
        {
            // Those that have ended may be anywhere.
            int index = p.Index + lane;
            if (index >= p.Columns.Count || p.Columns.Status[index] != (byte)ParticleStatus.Active || Of(ref p.At.Error, lane) != 0.0)
                continue;
            double dt = Of(ref p.Dt, lane);
            var at = new SamplePoint<Lane1>
            {
                Hints = p.At.Hints == null ? null : p.At.Hints + lane,
                HintStride = p.At.HintStride,
                Held = p.At.Held,
                Time = Math.FusedMultiplyAdd(dt, 0.5, Of(ref p.Time, lane)),
                Depth = p.Columns.Depth == null ? 0.0 : p.Columns.Depth[index],
                Lat = p.Columns.Lat[index],
                Lon = p.Columns.Lon[index],
            };
            Go(cells, ref at, dt, out double dLon, out double dLat);
            if (at.HasError)
            {
                Of(ref p.At.Error, lane) = at.Error;
                p.At.HasError = true;
                continue;
            }

            Of(ref p.DLon, lane) += dLon;
            Of(ref p.DLat, lane) += dLat;
        }
    }

    /// <summary>One particle's number in a group; the numbers of a lane type lie one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Of<F>(ref F group, int lane) where F : struct, ILane<F> =>
        ref Unsafe.Add(ref Unsafe.As<F, double>(ref group), lane);

    /// <summary>The way of one particle in one step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Go(CGridCells cells, ref SamplePoint<Lane1> at, double dt, out double dLon, out double dLat)
    {
        (dLon, dLat) = (0.0, 0.0);
        if (!cells.TryLocate(ref at, out SnapshotPlace place, out CGridCell cell))
            return;
        double seconds = Math.Abs(dt), direction = dt < 0.0 ? -1.0 : 1.0;
        (double lon, double lat, double x, double y) = (at.Lon, at.Lat, at.Cell.X, at.Cell.Y);
        Mark mark = default;
        for (int faces = 0, next = Many; !cell.IsClosed;)
        {
            // What is not a number would go round for ever; it becomes the particle's status.
            double all = cell.West + cell.East + cell.South + cell.North;
            if (!double.IsFinite(all))
            {
                dLon = all;
                return;
            }

            new CellPassage(in cell, x, y, direction).Go(ref seconds, out double toX, out double toY, out int rows, out int columns);
            if (seconds <= 0.0)
                (toX, toY) = (Clear(toX, cell.West, cell.East), Clear(toY, cell.South, cell.North));
            cell.AddWay(x, y, toX, toY, ref dLon, ref dLat);
            if (seconds <= 0.0)
                return;
            (x, y) = (toX - columns, toY - rows);
            (at.Lon, at.Lat, at.Cell.X, at.Cell.Y) = (lon + dLon, lat + dLat, x, y);
            if (!cells.TryStep(ref at, place, rows, columns, out cell))
                return;
            if (++faces == next)
            {
                mark = new Mark(at.Cell.J, at.Cell.I, x, y, seconds);
                next *= 2;
            }
            else if (faces > Many && mark.IsAt(at.Cell.J, at.Cell.I, x, y))
            {
                // Round a corner that is the middle of an eddy ways may be as short as one likes: whole rounds are left out.
                double round = mark.Seconds - seconds;
                seconds = round > 0.0 ? seconds - (Math.Floor(seconds / round) * round) : 0.0;
                if (seconds <= 0.0)
                    return;
            }
        }
    }

    /// <summary>A place that rounding does not lead through a face without flow, at which the next step would begin on the other side.</summary>
    private static double Clear(double place, double atFirst, double atSecond)
    {
        if (atFirst == 0.0)
            place = Math.Max(place, Clearance);
        return atSecond == 0.0 ? Math.Min(place, 1.0 - Clearance) : place;
    }

    /// <summary>Where a particle was at some face, and how much time it had left.</summary>
    private readonly record struct Mark(double Row, double Column, double X, double Y, double Seconds)
    {
        public bool IsAt(double row, double column, double x, double y) =>
            row == Row && column == Column && Math.Abs(x - X) <= Same && Math.Abs(y - Y) <= Same;
    }
}
