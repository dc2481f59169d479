using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>The horizontal nodes of a grid: two axes, or where they do not follow the coordinates a position for each.</summary>
internal sealed class NetcdfNodes
{
    private readonly Axis? lon;
    private readonly Axis? lat;
    private readonly float[,]? lons;
    private readonly float[,]? lats;

    public NetcdfNodes(Axis lon, Axis lat) => (this.lon, this.lat) = (lon, lat);

    public NetcdfNodes(float[,] lons, float[,] lats) => (this.lons, this.lats) = (lons, lats);

    /// <summary>Number of rows.</summary>
    public int Rows => lat?.Count ?? lats!.GetLength(0);

    /// <summary>Number of columns.</summary>
    public int Columns => lon?.Count ?? lons!.GetLength(1);

    /// <summary>Whether two have the same nodes.</summary>
    public bool IsSame(NetcdfNodes other) => lon is not null
        ? other.lon is not null && lon.Nodes.SequenceEqual(other.lon.Nodes) && lat!.Nodes.SequenceEqual(other.lat!.Nodes)
        : other.lons is not null && Rows == other.Rows && Columns == other.Columns && Flat(lons!).SequenceEqual(Flat(other.lons)) && Flat(lats!).SequenceEqual(Flat(other.lats!));

    /// <summary>The grid of these nodes with levels.</summary>
    /// <exception cref="ArgumentException">The nodes make no grid.</exception>
    public Grid ToGrid(Mesh mesh, VerticalGrid? vertical)
    {
        (double south, double north) = lat is not null ? (lat.Lowest, lat.Highest) : Range(lats!);
        (double west, double east) = lon is not null ? (lon.Lowest, lon.Highest) : Range(lons!);
        if (mesh == Mesh.Spherical && (south < -90.001 || north > 90.001))
            throw new ArgumentException($"latitudes reach from {south} to {north}, which are no degrees");
        if (mesh == Mesh.Spherical && (west < -720 || east > 720 || (lon is not null && east - west > 361)))
            throw new ArgumentException($"longitudes reach from {west} to {east}, which are no degrees");
        return lon is not null ? new RectilinearGrid(mesh, lon, lat!, vertical) : new CurvilinearGrid(mesh, lons!, lats!, vertical);
    }

    private static (double Least, double Most) Range(float[,] values)
    {
        (float least, float most) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in values)
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return (least, most);
    }

    private static ReadOnlySpan<float> Flat(float[,] values) => System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length);
}
