using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>The path from face to face through the cells of a C-grid until dt is used up, one particle after another.</summary>
internal static class CellPath
{
    /// <summary>
    /// In parts of a cell: a step ends at least so far from a face without flow. That is more than the rounding of coordinates, and less than 0.1 mm.
    /// </summary>
    private const double Clearance = 1.0 / (1 << 30);

    /// <summary>From so many faces in one step on it is looked whether the way is closed.</summary>
    private const int Many = 4096;

    /// <summary>A way is closed that comes back to within this part of a cell.</summary>
    private const double Same = 1.0 / (1L << 34);

    /// <summary>Adds the displacement of a step.</summary>
    public static unsafe void Step<F>(ref Particle<F> p, CGridCells cells) where F : struct, ILane<F>
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
            Way way = default;
            Go(cells, ref at, dt, ref way);
            if (at.HasError)
            {
                Of(ref p.At.Error, lane) = at.Error;
                p.At.HasError = true;
                continue;
            }

            Of(ref p.DLon, lane) += way.Lon;
            Of(ref p.DLat, lane) += way.Lat;
            Of(ref p.DDepth, lane) += way.Depth;
        }
    }

    /// <summary>One particle's number in a group; the numbers of a lane type lie one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Of<F>(ref F group, int lane) where F : struct, ILane<F> =>
        ref Unsafe.Add(ref Unsafe.As<F, double>(ref group), lane);

    /// <summary>The way of one particle in one step.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Go(CGridCells cells, ref SamplePoint<Lane1> at, double dt, ref Way way)
    {
        if (!cells.TryLocate(ref at, out SnapshotPlace place, out CGridCell cell))
            return;
        double seconds = Math.Abs(dt), direction = dt < 0.0 ? -1.0 : 1.0;
        (double lon, double lat, Place here) = (at.Lon, at.Lat, new Place(at.Cell.X, at.Cell.Y, at.Cell.Z));
        Mark mark = default;
        for (int faces = 0, next = Many; !cell.IsClosed;)
        {
            // What is not a number would go round for ever; it becomes the particle's status.
            double all = cell.West + cell.East + cell.South + cell.North + cell.Levels.First + cell.Levels.Second;
            if (!double.IsFinite(all))
            {
                way.Lon = all;
                return;
            }

            Place there = Pass(cell, here, direction, ref seconds, out Face face);
            cell.AddWay(here.X, here.Y, there.X, there.Y, ref way.Lon, ref way.Lat);
            way.Depth += cell.Levels.Thickness * (there.Z - here.Z);
            if (seconds <= 0.0)
                return;
            here = new Place(there.X - face.Columns, there.Y - face.Rows, there.Z - face.Levels);
            (at.Lon, at.Lat, at.Cell.X, at.Cell.Y, at.Cell.Z) = (lon + way.Lon, lat + way.Lat, here.X, here.Y, here.Z);
            bool isThere = face.Levels != 0
                ? cells.TryStepLevel(ref at, place, face.Levels, out cell)
                : cells.TryStep(ref at, place, face.Rows, face.Columns, out cell);
            if (!isThere)
                return;
            if (++faces == next)
            {
                mark = new Mark(at.Cell.K, at.Cell.J, at.Cell.I, here, seconds);
                next *= 2;
            }
            else if (faces > Many && mark.IsAt(at.Cell.K, at.Cell.J, at.Cell.I, here))
            {
                // Round a corner that is the middle of an eddy ways may be as short as one likes: whole rounds are left out.
                double round = mark.Seconds - seconds;
                seconds = round > 0.0 ? seconds - (Math.Floor(seconds / round) * round) : 0.0;
                if (seconds <= 0.0)
                    return;
            }
        }
    }

    /// <summary>Through one cell, or as far as the time allows.</summary>
    private static Place Pass(in CGridCell cell, Place here, double direction, ref double seconds, out Face face)
    {
        // Along the column seconds count, not scaled ones: whichever face comes first ends the passage.
        CellLevels levels = cell.Levels;
        var column = new FaceToFace(direction * levels.First, direction * levels.Second, here.Z);
        var plane = new CellPassage(in cell, here.X, here.Y, direction);
        double limit = Math.Min(seconds, column.UntilFace), left = limit;
        bool isLimited = limit < seconds;
        plane.Go(ref left, out double x, out double y, out int rows, out int columns);
        double z = levels.IsClosed ? here.Z : column.After(limit - left);
        if (left > 0.0 || isLimited)
        {
            bool isVertical = left <= 0.0;
            seconds = isLimited ? seconds - (limit - left) : left;
            face = isVertical ? new Face(0, 0, column.Face > 0.0 ? 1 : -1) : new Face(rows, columns, 0);
            return new Place(x, y, isVertical ? column.Face : z);
        }

        (seconds, face) = (0.0, default);
        z = levels.IsClosed ? z : Clear(z, levels.First, levels.Second);
        return new Place(Clear(x, cell.West, cell.East), Clear(y, cell.South, cell.North), z);
    }

    /// <summary>A place that rounding does not lead through a face without flow, at which the next step would begin on the other side.</summary>
    private static double Clear(double place, double atFirst, double atSecond)
    {
        if (atFirst == 0.0)
            place = Math.Max(place, Clearance);
        return atSecond == 0.0 ? Math.Min(place, 1.0 - Clearance) : place;
    }

    /// <summary>A displacement, in units of the mesh and in metres down.</summary>
    private struct Way
    {
        public double Lon, Lat, Depth;
    }

    /// <summary>A place in a cell, 0 … 1 in each direction.</summary>
    private readonly record struct Place(double X, double Y, double Z);

    /// <summary>The cell beyond a face: −1, 0 or 1 on in one direction.</summary>
    private readonly record struct Face(int Rows, int Columns, int Levels);

    /// <summary>Where a particle was at some face, and how much time it had left.</summary>
    private readonly record struct Mark(double Level, double Row, double Column, Place Place, double Seconds)
    {
        public bool IsAt(double level, double row, double column, Place place) =>
            level == Level && row == Row && column == Column
            && Math.Abs(place.X - Place.X) <= Same && Math.Abs(place.Y - Place.Y) <= Same && Math.Abs(place.Z - Place.Z) <= Same;
    }
}
