using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// A horizontal grid whose lines follow the coordinates: longitude and latitude in degrees, or x and y in metres.
/// On the sphere any convention of longitude is understood, and a grid that goes round the globe is periodic.
/// </summary>
public sealed class RectilinearGrid : Grid
{
    /// <summary>Takes the two axes.</summary>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lon">Longitudes or x (lon).</param>
    /// <param name="lat">Latitudes or y (lat).</param>
    /// <param name="vertical">Levels of depth; null for a grid that is horizontal only.</param>
    /// <exception cref="ArgumentException">An axis has fewer than two values.</exception>
    public RectilinearGrid(Mesh mesh, Axis lon, Axis lat, VerticalGrid? vertical = null)
        : base(mesh, lat.Count, lon.Count, vertical)
    {
        Lat = lat;

        // What is missing to 360° is one mean spacing.
        IsPeriodic = mesh == Mesh.Spherical && lon.Count > 2
            && Math.Abs(((lon.Highest - lon.Lowest) * lon.Count / (lon.Count - 1)) - 360.0) < 1e-3;
        Lon = lon;
        located = IsPeriodic ? Closed(lon) : lon;
        turn = located.Lowest + 360.0;
        ring = mesh == Mesh.Spherical ? CellsOfTurn(located) : 0;

        // Between the last row and a pole that is no farther than the next row would be, the last row's values hold.
        double first = Math.Abs(lat.Nodes[1] - lat.Nodes[0]), last = Math.Abs(lat.Nodes[^1] - lat.Nodes[^2]);
        (double south, double north) = lat.Nodes[0] < lat.Nodes[^1] ? (first, last) : (last, first);
        southCap = IsPeriodic && 90.0 + lat.Lowest <= CapRounding * south ? -90.0 : lat.Lowest;
        northCap = IsPeriodic && 90.0 - lat.Highest <= CapRounding * north ? 90.0 : lat.Highest;
    }

    /// <summary>Coordinates in single precision are a little more or less than evenly spaced.</summary>
    private const double CapRounding = 1.001;

    /// <summary>The axis that is searched: on a periodic grid with the first meridian repeated at its end.</summary>
    private readonly Axis located;
    private readonly double turn;

    /// <summary>Columns of cells once round the globe; 0 where the grid does not go round.</summary>
    private readonly int ring;
    private readonly double southCap;
    private readonly double northCap;

    /// <summary>Longitudes in degrees or x in metres.</summary>
    public Axis Lon { get; }

    /// <summary>Latitudes in degrees or y in metres.</summary>
    public Axis Lat { get; }

    /// <summary>Finds the cell of each position.</summary>
    /// <param name="lon">Longitude in degrees, of any convention, or x in metres.</param>
    /// <param name="lat">Latitude in degrees or y in metres.</param>
    /// <param name="cell">Cells and fractions; within the grid also for those outside.</param>
    /// <returns>Mask of those outside the grid.</returns>
    // A call, so that those who look up stay within the JIT's inlining budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public F Locate<F>(in F lon, in F lat, out Cell<F> cell) where F : struct, ILane<F>
    {
        F x = lon;
        if (Mesh == Mesh.Spherical)
        {
            F turns = F.Floor((lon - located.Lowest) * (1.0 / 360.0));
            x = F.MultiplyAdd(turns, -360.0, lon);

            // The quotient may round up to a whole turn, or the difference down: mend by one turn, which may round below the seam.
            x = F.Select(x < located.Lowest, x + 360.0, x);
            x = F.Select(x >= located.Lowest + 360.0, F.Max(x - 360.0, located.Lowest), x);
        }

        Unsafe.SkipInit(out cell);
        F outside = located.Locate(x, out cell.I, out cell.X);
        F y = F.Select((lat > Lat.Highest) & (lat <= northCap), Lat.Highest, lat);
        y = F.Select((lat < Lat.Lowest) & (lat >= southCap), Lat.Lowest, y);
        return outside | Lat.Locate(y, out cell.J, out cell.Y);
    }

    /// <summary>The same for positions that are all inside, in the grid's own convention of longitude.</summary>
    /// <param name="lon">Longitude in degrees or x in metres.</param>
    /// <param name="lat">Latitude in degrees or y in metres.</param>
    /// <param name="cell">Cells and fractions, the same as <see cref="Locate"/> gives.</param>
    /// <returns>False, without an answer, where it takes <see cref="Locate"/> to know.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLocateInside<F>(in F lon, in F lat, out Cell<F> cell) where F : struct, ILane<F>
    {
        // A whole turn from the lowest longitude is the lowest longitude again.
        Unsafe.SkipInit(out cell);
        return (Mesh != Mesh.Spherical || !F.Any(lon >= turn))
            && located.TryLocateInside(lon, out cell.I, out cell.X) && Lat.TryLocateInside(lat, out cell.J, out cell.Y);
    }

    /// <inheritdoc/>
    public override double SmallestSpacing()
    {
        double lon = Smallest(Lon);
        double lat = Smallest(Lat);
        if (Mesh == Mesh.Flat)
            return Math.Min(lon, lat);
        double nearest = Lat.Lowest <= 0 && Lat.Highest >= 0 ? 0 : Math.Min(Math.Abs(Lat.Lowest), Math.Abs(Lat.Highest));
        return Constants.MetresPerDegree * Math.Min(lon * (double)LaneMath.CosDegrees<Lane1>(nearest), lat);
    }

    internal override (double AlongRow, double AlongColumn) SpacingAt(int row, int column)
    {
        double dLon = Neighbours(Lon, column), dLat = Neighbours(Lat, row);
        return Mesh == Mesh.Flat
            ? (dLon, dLat)
            : (dLon * Constants.MetresPerDegree * Math.Abs((double)LaneMath.CosDegrees<Lane1>(Lat.Nodes[row])), dLat * Constants.MetresPerDegree);

        static double Neighbours(Axis axis, int node)
        {
            int first = Math.Min(node, axis.Count - 2);
            return Math.Abs(axis.Nodes[first + 1] - axis.Nodes[first]);
        }
    }

    internal override bool TryStep(ref int row, ref int column, int rows, int columns)
    {
        (int j, int i) = (row + rows, column + columns);
        if (ring > 0)
            i = i < 0 ? ring - 1 : i % ring;
        if ((uint)j >= (uint)(Lat.Count - 1) || (uint)i >= (uint)(located.Count - 1))
            return false;
        (row, column) = (j, i);
        return true;
    }

    /// <summary>The corners of cells.</summary>
    internal void Corners<F>(in Cell<F> cell, out Corners<F> corners) where F : struct, ILane<F>
    {
        corners.Lon0 = corners.Lon3 = located.At(cell.I);
        corners.Lon1 = corners.Lon2 = located.At(cell.I + 1.0);
        corners.Lat0 = corners.Lat1 = Lat.At(cell.J);
        corners.Lat2 = corners.Lat3 = Lat.At(cell.J + 1.0);
    }

    /// <summary>One over width and height of cells, per unit of the mesh; negative where an axis decreases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void PerWidths<F>(in Cell<F> cell, out F perWidth, out F perHeight) where F : struct, ILane<F>
    {
        perWidth = located.PerWidth(cell.I);
        perHeight = Lat.PerWidth(cell.J);
    }

    private protected override bool HasSameNodes(Grid other) =>
        other is RectilinearGrid lines && Lon.Nodes.SequenceEqual(lines.Lon.Nodes) && Lat.Nodes.SequenceEqual(lines.Lat.Nodes);

    private static double Smallest(Axis axis)
    {
        double smallest = double.PositiveInfinity;
        for (int i = 1; i < axis.Count; i++)
            smallest = Math.Min(smallest, Math.Abs(axis.Nodes[i] - axis.Nodes[i - 1]));
        return smallest;
    }

    /// <summary>Number of cells from the first node to the one a whole turn from it; 0 if there is none.</summary>
    private static int CellsOfTurn(Axis lon)
    {
        for (int i = lon.Count - 1; i > 0; i--)
        {
            if (Math.Abs(Math.Abs(lon.Nodes[i] - lon.Nodes[0]) - 360.0) < 1e-3 * Math.Abs(lon.Nodes[i] - lon.Nodes[i - 1]))
                return i;
        }

        return 0;
    }

    private static Axis Closed(Axis lon)
    {
        double[] nodes = new double[lon.Count + 1];
        lon.Nodes.CopyTo(nodes);
        nodes[^1] = nodes[0] + (lon.Nodes[^1] > lon.Nodes[0] ? 360.0 : -360.0);
        return new Axis(nodes);
    }
}
