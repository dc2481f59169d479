using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>
/// Places of the nodes of sample data: rows and columns, or those twisted about the middle of the grid. The twist leaves the edges of the
/// grid where they are, so that coasts along them stay closed, and turns its middle by an angle (in units of the grid's sides). No cell
/// shrinks below 1 − 0.57 × the angle in radians.
/// </summary>
/// <param name="grid">The grid.</param>
/// <param name="twist">The angle in degrees; 0 for rows and columns.</param>
internal sealed class SampleMesh(SampleGrid grid, double twist)
{
    /// <summary>The formula of the nodes, for the comment of a file.</summary>
    public string Formula => FormattableString.Invariant(
        $"node (j, i) with s = i/(nx - 1), t = j/(ny - 1), q = {twist:R} degrees * sin(pi s) * sin(pi t) lies at ")
        + "lon = west + (east - west) * (1/2 + (s - 1/2) cos q - (t - 1/2) sin q), "
        + "lat = south + (north - south) * (1/2 + (s - 1/2) sin q + (t - 1/2) cos q)";

    public bool IsSpherical => grid.Mesh == Mesh.Spherical;

    public int Columns => grid.Lon.Count;

    public int Rows => grid.Lat.Count;

    /// <summary>Whether the first column is the next one after the last.</summary>
    private bool IsClosed => IsSpherical && Math.Abs(((grid.Lon.To - grid.Lon.From) * Columns / (Columns - 1)) - 360) < 1e-6;

    /// <summary>The node of those indices, which may lie one row or column outside the grid: round the globe, but never beyond a pole.</summary>
    public (double Lon, double Lat) At(int i, int j)
    {
        int turns = !IsClosed ? 0 : i < 0 ? -1 : i >= Columns ? 1 : 0;
        (double lon, double lat) = Place(i - (turns * Columns), j);
        return (lon + (360 * turns), IsSpherical ? Math.Clamp(lat, -90, 90) : lat);
    }

    /// <summary>The middle of two places.</summary>
    public static (double Lon, double Lat) Between((double Lon, double Lat) a, (double Lon, double Lat) b) =>
        ((a.Lon + b.Lon) / 2, (a.Lat + b.Lat) / 2);

    /// <summary>The way from one place to another in metres, with the length of a degree of longitude half-way.</summary>
    public (double East, double North) Way((double Lon, double Lat) from, (double Lon, double Lat) to)
    {
        (double east, double north) = (to.Lon - from.Lon, to.Lat - from.Lat);
        if (!IsSpherical)
            return (east, north);
        double cos = (double)LaneMath.CosDegrees<Lane1>((from.Lat + to.Lat) / 2);
        return (east * Constants.MetresPerDegree * cos, north * Constants.MetresPerDegree);
    }

    /// <summary>Two coordinates of a place for each (row, column).</summary>
    public SampleCoordinate[] Coordinates(
        string lon, string lat, IReadOnlyList<string> along, string words, Func<int, int, (double Lon, double Lat)> place)
    {
        double[] lons = new double[Columns * Rows], lats = new double[Columns * Rows];
        for (int n = 0; n < lons.Length; n++)
            (lons[n], lats[n]) = place(n % Columns, n / Columns);
        return
        [
            SampleCoordinate.Lon(lon, along, grid.Mesh, lons) with { Words = $"{(IsSpherical ? "longitude" : "x")} of {words}" },
            SampleCoordinate.Lat(lat, along, grid.Mesh, lats) with { Words = $"{(IsSpherical ? "latitude" : "y")} of {words}" },
        ];
    }

    private (double Lon, double Lat) Place(int i, int j)
    {
        ((double west, double east, int columns), (double south, double north, int rows)) = (grid.Lon, grid.Lat);
        if (twist == 0)
            return (west + (i * (east - west) / (columns - 1)), south + (j * (north - south) / (rows - 1)));
        double s = (double)i / (columns - 1), t = (double)j / (rows - 1);
        LaneMath.SinCosDegrees<Lane1>(180 * s, out Lane1 alongLon, out _);
        LaneMath.SinCosDegrees<Lane1>(180 * t, out Lane1 alongLat, out _);
        LaneMath.SinCosDegrees(twist * alongLon * alongLat, out Lane1 sin, out Lane1 cos);
        double a = s - 0.5, b = t - 0.5, x = a * (double)cos - b * (double)sin, y = a * (double)sin + b * (double)cos;
        return (west + ((east - west) * (0.5 + x)), south + ((north - south) * (0.5 + y)));
    }
}
