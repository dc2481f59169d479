using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Running;

/// <summary>
/// Random places by the values of a field at the start: a cell of its grid by the mean of its corners times its area, and a place within it, evenly.
/// Negative values, and land, count as none.
/// </summary>
/// <remarks>Memory: 8 bytes for each cell, on each rank.</remarks>
internal sealed class DensityPlaces
{
    private readonly Grid grid;
    private readonly double[] cumulative;

    /// <param name="field">The field, on a grid without levels or of which the first level counts.</param>
    /// <param name="time">Seconds since the reference of the field set: the snapshot nearest to it is taken.</param>
    /// <param name="place">Where it was asked for.</param>
    /// <exception cref="DriftException">The field is on no grid, or nowhere positive, or cannot be read.</exception>
    public DensityPlaces(Field field, double time, string place)
    {
        if (field.Source is not { } source)
            throw Refused(place, $"{field.Name} is on no grid, by whose cells places could be drawn", "give a field from files");
        grid = source.Grid;
        float[] values = new float[(long)grid.Levels * grid.Rows * grid.Columns];
        source.Read(Nearest(source.Times, time), GridBox.Whole(grid), values);
        int columns = Cells;
        cumulative = new double[(grid.Rows - 1) * columns];
        double sum = 0;
        for (int j = 0; j < grid.Rows - 1; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                int next = (i + 1) % grid.Columns;
                double mean = 0.25 * (Positive(values[(j * grid.Columns) + i]) + Positive(values[(j * grid.Columns) + next])
                    + Positive(values[((j + 1) * grid.Columns) + i]) + Positive(values[((j + 1) * grid.Columns) + next]));
                sum += mean > 0 ? mean * Area(CornersOf(j, i)) : 0;
                cumulative[(j * columns) + i] = sum;
            }
        }

        if (!(sum > 0))
            throw Refused(place, $"{field.Name} is nowhere positive at the start", "give a field that says where particles are");
    }

    /// <summary>A place.</summary>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="particle">Index of the particle in its realisation.</param>
    public (double Lon, double Lat) Of(ulong seed, long particle)
    {
        double wanted = RandomPlaces.Draw(seed, particle, 0).X * cumulative[^1];
        int cell = Array.BinarySearch(cumulative, wanted);
        if (cell < 0)
            cell = ~cell;

        // A cell without particles ends where the one before it does: a wanted sum that is met exactly belongs to the first of them.
        while (cell > 0 && cumulative[cell - 1] >= wanted)
            cell--;
        Corners<Lane1> c = CornersOf(cell / Cells, cell % Cells);
        (double x, double y) = RandomPlaces.Draw(seed, particle, 1);
        return (Mix(c.Lon0, c.Lon1, c.Lon2, c.Lon3, x, y), Mix(c.Lat0, c.Lat1, c.Lat2, c.Lat3, x, y));
    }

    private int Cells => grid.IsPeriodic ? grid.Columns : grid.Columns - 1;

    private static double Mix(Lane1 a, Lane1 b, Lane1 c, Lane1 d, double x, double y) =>
        ((1 - y) * (((1 - x) * (double)a) + (x * (double)b))) + (y * (((1 - x) * (double)d) + (x * (double)c)));

    private Corners<Lane1> CornersOf(int j, int i)
    {
        var cell = new Cell<Lane1> { I = i, J = j };
        Corners<Lane1> corners;
        if (grid is RectilinearGrid lines)
            lines.Corners(cell, out corners);
        else
            ((CurvilinearGrid)grid).Corners(cell, out corners);
        return corners;
    }

    /// <summary>The area of a cell, on the sphere with degrees to the east as long as in its middle.</summary>
    private double Area(in Corners<Lane1> c)
    {
        double area = 0.5 * Math.Abs((((double)c.Lon2 - (double)c.Lon0) * ((double)c.Lat3 - (double)c.Lat1)) - (((double)c.Lon3 - (double)c.Lon1) * ((double)c.Lat2 - (double)c.Lat0)));
        return grid.Mesh == Mesh.Flat ? area : area * (double)LaneMath.CosDegrees<Lane1>(0.25 * ((double)c.Lat0 + (double)c.Lat1 + (double)c.Lat2 + (double)c.Lat3));
    }

    private static double Positive(float value) => value > 0 && float.IsFinite(value) ? value : 0;

    private static int Nearest(IReadOnlyList<double> times, double time)
    {
        int nearest = 0;
        for (int k = 1; k < times.Count; k++)
        {
            if (Math.Abs(times[k] - time) < Math.Abs(times[nearest] - time))
                nearest = k;
        }

        return nearest;
    }

    private static DriftException Refused(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
