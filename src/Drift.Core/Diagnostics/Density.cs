using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Diagnostics;

/// <summary>
/// The number of particles in each cell of a grid of longitudes and latitudes (x and y), at each time. A particle on the line between two cells counts in
/// the eastern or northern one; on the last line, in the last cell.
/// </summary>
public sealed class Density : Diagnostic
{
    private readonly double[] lonEdges, latEdges;
    private readonly Mesh mesh;
    private readonly double[] areas;

    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="lonEdges">Lines between the cells, increasing, at least 2; on the sphere at most a round of 360°.</param>
    /// <param name="latEdges">Lines between the cells, increasing, at least 2.</param>
    /// <exception cref="ArgumentException">Lines do not increase, or there is no cell.</exception>
    public Density(Mesh mesh, IReadOnlyList<double> lonEdges, IReadOnlyList<double> latEdges)
    {
        (this.mesh, this.lonEdges, this.latEdges) = (mesh, [.. lonEdges], [.. latEdges]);
        if (!Increase(this.lonEdges) || !Increase(this.latEdges))
            throw new ArgumentException("the edges of cells increase, and there are two or more", nameof(lonEdges));
        if (mesh == Mesh.Spherical && this.lonEdges[^1] - this.lonEdges[0] > 360 + 1e-9)
            throw new ArgumentException("the cells go round the sphere more than once", nameof(lonEdges));
        areas = [.. Enumerable.Range(0, Rows * Columns).Select(c => AreaOf(c / Columns, c % Columns))];
    }

    /// <inheritdoc/>
    public override string Name => "density";

    /// <inheritdoc/>
    public override string Title => "Number of particles in each cell";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, long Length)> Dimensions => [("lat", Rows), ("lon", Columns), ("nv", 2)];

    /// <inheritdoc/>
    public override IReadOnlyList<(DiagnosticVariable Variable, double[] Values)> Known =>
    [
        (Axis("lat", mesh == Mesh.Flat ? "m" : "degrees_north", mesh == Mesh.Flat ? "projection_y_coordinate" : "latitude"), Middles(latEdges)),
        (Axis("lon", mesh == Mesh.Flat ? "m" : "degrees_east", mesh == Mesh.Flat ? "projection_x_coordinate" : "longitude"), Middles(lonEdges)),
        (new DiagnosticVariable("lat_bnds", ["lat", "nv"], "", ""), Bounds(latEdges)),
        (new DiagnosticVariable("lon_bnds", ["lon", "nv"], "", ""), Bounds(lonEdges)),
        (new DiagnosticVariable("cell_area", ["lat", "lon"], "m2", "area of the cell", "cell_area"), areas),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<DiagnosticVariable> Variables { get; } =
    [
        new("count", ["lat", "lon"], "1", "number of particles in the cell", IsCount: true),
        new("density", ["lat", "lon"], "km-2", "number of particles in the cell over its area"),
    ];

    /// <inheritdoc/>
    public override int Length => Rows * Columns;

    private int Rows => latEdges.Length - 1;

    private int Columns => lonEdges.Length - 1;

    /// <inheritdoc/>
    public override void Add(ParticleSet particles, in ParticlePlace next, Span<long> sums)
    {
        Span<double> lon = particles.Lon, lat = particles.Lat;
        Span<ParticleStatus> status = particles.Status;
        for (int i = 0; i < particles.Count; i++)
        {
            if (status[i] != ParticleStatus.Active)
                continue;
            int row = CellOf(latEdges, lat[i]), column = CellOf(lonEdges, mesh == Mesh.Spherical ? Wrapped(lon[i]) : lon[i]);
            if (row >= 0 && column >= 0)
                sums[(row * Columns) + column]++;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double[]> Results(ReadOnlySpan<long> sums)
    {
        double[] count = new double[sums.Length], density = new double[sums.Length];
        for (int c = 0; c < sums.Length; c++)
            (count[c], density[c]) = (sums[c], areas[c] > 0 ? sums[c] * 1e6 / areas[c] : double.NaN);
        return [count, density];
    }

    private static DiagnosticVariable Axis(string name, string unit, string standardName) => new(name, [name], unit, standardName.Replace('_', ' '), standardName);

    private static bool Increase(double[] edges) =>
        edges.Length >= 2 && double.IsFinite(edges[0] + edges[^1]) && Enumerable.Range(1, edges.Length - 1).All(i => edges[i] > edges[i - 1]);

    private static double[] Middles(double[] edges) => [.. Enumerable.Range(0, edges.Length - 1).Select(i => 0.5 * (edges[i] + edges[i + 1]))];

    private static double[] Bounds(double[] edges) => [.. Enumerable.Range(0, edges.Length - 1).SelectMany(i => new[] { edges[i], edges[i + 1] })];

    private static int CellOf(double[] edges, double x)
    {
        if (!(x >= edges[0] && x <= edges[^1]))
            return -1;
        int i = Array.BinarySearch(edges, x);
        return Math.Min(i >= 0 ? i : ~i - 1, edges.Length - 2);
    }

    /// <summary>The same meridian within a round from the first line.</summary>
    private double Wrapped(double lon)
    {
        double turned = lon - (360 * Math.Floor((lon - lonEdges[0]) / 360));
        return turned >= lonEdges[0] + 360 ? lonEdges[0] : turned;
    }

    private double AreaOf(int row, int column)
    {
        double width = lonEdges[column + 1] - lonEdges[column];
        if (mesh == Mesh.Flat)
            return width * (latEdges[row + 1] - latEdges[row]);
        LaneMath.SinCosDegrees<Lane1>(latEdges[row], out Lane1 south, out _);
        LaneMath.SinCosDegrees<Lane1>(latEdges[row + 1], out Lane1 north, out _);
        return width / Constants.DegreesPerRadian * ((double)north - (double)south) * Constants.SphereRadius * Constants.SphereRadius;
    }
}
