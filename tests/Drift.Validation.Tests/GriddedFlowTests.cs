using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>Flows with known ways on the grids that models have: straight and twisted, with velocities in nodes and in faces.</summary>
public sealed class GriddedFlowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Limit of the validation cases. On rows and columns errors of the interpolation cancel before and behind the headland, and nodes of 1 km are enough; on
    // a twisted grid they do not, and it takes a quarter of that. Cells with a node on land have another velocity: no particle starts that meets them.
    [Theory]
    [InlineData(SampleLayout.Rectilinear, 1, 3)]
    [InlineData(SampleLayout.Curvilinear, 4, 6)]
    public void Particles_pass_the_peninsula_near_their_streamlines(SampleLayout layout, int finer, int first)
    {
        using FieldSet fields = GriddedFlow.Open(folder, "peninsula", new SampleOptions { Layout = layout, Size = ((100 * finer) + 1, (50 * finer) + 1) });
        var flow = new Peninsula();
        double worst = Worst(fields, first, 300, (lon, lat) => flow.Streamfunction<Lane1>(0, lat, lon));
        Figures.Write($"peninsula, {layout} A-grid, {100 * finer} x {50 * finer} cells, 24 h, dt 300 s: change of psi {worst:F3} m2 s-1, limit 1");
        Assert.True(worst < 1, $"change of ψ {worst}");
    }

    // The flux through faces, linear in between, is the flow whose ψ is that of the corners, bilinear in a cell: it is this ψ that a particle keeps, next
    // to the coast too. From the formula's it differs by (1 km)²/8 of its curvature, tens of m² s⁻¹ where the headland is near. Across a face the velocity
    // along it jumps, by 0.1 m s⁻¹ here, so a step that leads over one has an error of first order in dt: it takes steps of seconds, and where it leads over is chance.
    [Theory]
    [InlineData(SampleLayout.C, SampleIndexing.Nemo)]
    [InlineData(SampleLayout.C, SampleIndexing.Mitgcm)]
    [InlineData(SampleLayout.CurvilinearC, SampleIndexing.Nemo)]
    [InlineData(SampleLayout.CurvilinearC, SampleIndexing.Mitgcm)]
    public void On_a_C_grid_particles_keep_the_streamfunction_of_the_corners(SampleLayout layout, SampleIndexing indexing)
    {
        using FieldSet fields = GriddedFlow.Open(folder, "peninsula", new SampleOptions { Layout = layout, Indexing = indexing });
        Grid grid = fields["U"].Grid!;
        var flow = new Peninsula();
        float[] psi = new float[grid.Rows * grid.Columns];
        (double[] lons, double[] lats) = GriddedFlow.Corners(folder, "peninsula", layout, indexing);
        for (int n = 0; n < psi.Length; n++)
            psi[n] = (float)(double)flow.Streamfunction<Lane1>(0, lats[n], lons[n]);

        using FieldSet corners = new FieldSet(Mesh.Flat).Add(Field.FromSource("psi", new MemorySource(grid, [], psi)));
        Field held = corners.Use("psi");
        corners.MoveTo(0, 0);
        double[] worst = [.. ((int[])[30, 3]).Select(dt => Worst(fields, 1, dt, Psi))];
        Figures.Write($"peninsula, {layout}-grid of {indexing}, 101 x 51 corners, 24 h, dt 30 s and 3 s: change of psi {worst[0]:F3} and {worst[1]:F3} m2 s-1, limit 1");
        Assert.True(worst[1] < 1, $"change of ψ {worst[1]}");
        Assert.True(worst[1] < worst[0] / 3, $"change of ψ {worst[0]} and {worst[1]}");

        // The exact path keeps it in steps of an hour, over faces of many cells: what is left is that velocities, and ψ here, are held in single precision.
        double exact = Worst(fields, 1, 3600, Psi, new AdvectionAnalytical());
        Figures.Write($"peninsula, {layout}-grid of {indexing}, 101 x 51 corners, 24 h, AdvectionAnalytical at dt 1 h: change of psi {exact:F4} m2 s-1, limit 0.05");
        Assert.True(exact < 0.05, $"change of ψ {exact}");

        double Psi(double lon, double lat)
        {
            Lane1 error = 0.0;
            return held.Sample<Lane1>(0.0, 0.0, lat, lon, ref error);
        }
    }

    // On 401 × 401 nodes of 25 km the western current, 50 km wide, spans two cells: a streamline of the interpolated field is another one. On a C-grid
    // the particle follows a contour of the interpolated streamfunction, so its error stays; on an A-grid it grows with every round.
    [Theory]
    [InlineData(SampleLayout.C)]
    [InlineData(SampleLayout.CurvilinearC)]
    public void On_a_C_grid_a_particle_goes_round_the_gyre_of_Stommel_and_comes_back_to_its_streamline(SampleLayout layout)
    {
        using FieldSet fields = GriddedFlow.Open(folder, "stommel", new SampleOptions { Layout = layout, Size = (801, 401) });
        var flow = new Stommel();
        using var particles = new ParticleSet(fields, [3000e3], [5000e3]);
        double start = P(3000e3, 5000e3), worst = 0, west = double.MaxValue, east = 0;
        for (int day = 0; day < 600; day++)
        {
            particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(1), TimeSpan.FromHours(1));
            worst = Math.Max(worst, Math.Abs(P(particles.Lon[0], particles.Lat[0]) - start));
            (west, east) = (Math.Min(west, particles.Lon[0]), Math.Max(east, particles.Lon[0]));
        }

        Figures.Write($"Stommel's gyre, {layout}, 801 x 401 corners, 600 d, dt 1 h: change of P {worst:E1} of {start:F4}, limit 1E-003; x from {west / 1000:F0} to {east / 1000:F0} km");
        Assert.Equal(ParticleStatus.Active, particles.Status[0]);
        Assert.True(worst < 1e-3, $"change of P {worst}");

        double P(double x, double y) => flow.Streamfunction<Lane1>(0, y, x) / flow.Size;
    }

    // The same numbers at the same nodes: what differs is how cells are found and coordinates in them, by a few roundings of each look-up.
    [Theory]
    [InlineData("peninsula", false)]
    [InlineData("peninsula", true)]
    [InlineData("solid-body-rotation", false)]
    [InlineData("solid-body-rotation", true)]
    public void On_straight_nodes_of_a_curvilinear_grid_trajectories_are_those_of_the_rectilinear_grid(string flow, bool isCGrid)
    {
        SampleOptions options = flow is "peninsula" ? new() : new() { Lon = (-30, 30), Lat = (-40, 50), Size = (61, 91), Parameters = Rotation(25) };
        using FieldSet source = GriddedFlow.Open(folder, flow, options with { Layout = isCGrid ? SampleLayout.C : SampleLayout.Rectilinear });
        using FieldSet straight = OnGrid(source, isCurvilinear: false), curved = OnGrid(source, isCurvilinear: true);
        (double[] lonA, double[] latA) = Run(straight, flow);
        (double[] lonB, double[] latB) = Run(curved, flow);
        double scale = flow is "peninsula" ? 100e3 : 60, worst = 0;
        for (int n = 0; n < lonA.Length; n++)
            worst = Math.Max(worst, Math.Max(Math.Abs(lonA[n] - lonB[n]), Math.Abs(latA[n] - latB[n])) / scale);
        Figures.Write($"{flow}, {(isCGrid ? "C" : "A")}-grid, curvilinear against rectilinear: {worst:E1} of the grid's width, limit 1E-009");
        Assert.True(worst < 1e-9, $"{worst}");
    }

    // A degree between nodes: linear interpolation has an error of (1°)²/8 of the curvature of the velocity, 4·10⁻⁵ of it, which adds up to 10⁻⁴ of a turn's way.
    [Theory]
    [InlineData(SampleLayout.Rectilinear)]
    [InlineData(SampleLayout.Curvilinear)]
    public void A_tilted_rotation_of_the_sphere_brings_particles_back(SampleLayout layout)
    {
        double worst = AfterOneTurn(layout, 121);
        Figures.Write($"solid body, axis in the middle of the grid, {layout} A-grid, 1 degree, 12 d, dt 1 h: {worst:F4} degrees from the start, limit 0.05");
        Assert.True(worst < 0.05, $"{worst} degrees");
    }

    // The velocity along a face is the same all along it, so the error is of first order in the cells: half a degree, and falls with them.
    [Theory]
    [InlineData(SampleLayout.C)]
    [InlineData(SampleLayout.CurvilinearC)]
    public void On_a_C_grid_the_rotation_comes_nearer_to_its_start_the_smaller_the_cells(SampleLayout layout)
    {
        double[] errors = [.. ((int[])[61, 121, 241]).Select(nodes => AfterOneTurn(layout, nodes))];
        Figures.Write($"solid body, axis in the middle of the grid, {layout}-grid, 2, 1, 0.5 degrees, 12 d, dt 1 h: {errors[0]:F3}, {errors[1]:F3}, {errors[2]:F3} degrees from the start, limits 2, 1, 0.5");
        Assert.True(errors[0] < 2 && errors[1] < 1 && errors[2] < 0.5, string.Join(", ", errors));
        Assert.True(errors[2] < errors[0] / 2, string.Join(", ", errors));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(89.5)]
    public void A_particle_crosses_both_poles_of_a_global_grid_and_comes_back(double last)
    {
        // With rows up to the poles, and with rows that end half a degree before them.
        using FieldSet fields = GriddedFlow.Open(
            folder, "solid-body-rotation", new SampleOptions { Lon = (0, 359), Lat = (-last, last), Size = (360, (int)(2 * last) + 1), Parameters = Rotation(90) });
        using var particles = new ParticleSet(fields, [-90.0], [0.0]);
        double north = 0, south = 0;
        for (int hour = 0; hour < 288; hour++)
        {
            particles.Execute(new AdvectionRk4(), TimeSpan.FromHours(1), TimeSpan.FromHours(1));
            (north, south) = (Math.Max(north, particles.Lat[0]), Math.Min(south, particles.Lat[0]));
        }

        Figures.Write($"solid body over both poles, rectilinear A-grid of 1 degree up to {last} degrees, 12 d, dt 1 h: {Distance(particles, 0, -90, 0):E1} degrees from the start, limit 5E-002");
        Assert.True(north > 88 && south < -88, $"the way led from {south} to {north}");
        Assert.Equal(ParticleStatus.Active, particles.Status[0]);
        Assert.True(Distance(particles, 0, -90, 0) < 0.05, $"{particles.Lon[0]}, {particles.Lat[0]}");
    }

    /// <summary>How far, in degrees, particles are from their start after one turn about (0, 0).</summary>
    private double AfterOneTurn(SampleLayout layout, int nodes)
    {
        using FieldSet fields = GriddedFlow.Open(
            folder, "solid-body-rotation", new SampleOptions { Layout = layout, Lon = (-60, 60), Lat = (-60, 60), Size = (nodes, nodes), Parameters = Rotation(90) });

        // At 30° and 20° from the axis: the way stays within the grid.
        using var particles = new ParticleSet(fields, [30.0, 0.0], [0.0, -20.0]);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(12), TimeSpan.FromHours(1));
        return Math.Max(Distance(particles, 0, 30, 0), Distance(particles, 1, 0, -20));
    }

    /// <summary>The largest change of a streamfunction on the way of particles from x = 3 km past the headland.</summary>
    private static double Worst(FieldSet fields, int first, int seconds, Func<double, double, double> psi, IKernel? kernel = null)
    {
        double[] y = [.. Enumerable.Range(first, 41 - first).Select(k => 1000.0 * k)];
        using var particles = new ParticleSet(fields, [.. y.Select(_ => 3000.0)], y);
        double worst = 0;
        for (int hour = 0; hour < 24; hour++)
        {
            particles.Execute(kernel ?? new AdvectionRk4(), TimeSpan.FromHours(1), TimeSpan.FromSeconds(seconds));
            if (hour % 12 != 11)
                continue;
            for (int n = 0; n < y.Length; n++)
            {
                Assert.Equal(ParticleStatus.Active, particles.Status[n]);
                worst = Math.Max(worst, Math.Abs(psi(particles.Lon[n], particles.Lat[n]) - psi(3000, y[n])));
            }
        }

        Assert.True(particles.Lon[^1] > 60e3, "the particles did not pass the headland");
        return worst;
    }

    private static Dictionary<string, double> Rotation(double alpha) => new(StringComparer.Ordinal) { ["alpha"] = alpha };

    private static (double[] Lon, double[] Lat) Run(FieldSet fields, string flow)
    {
        bool isFlat = flow is "peninsula";
        double[] lon = [.. Enumerable.Range(0, 40).Select(n => isFlat ? 3000.0 + (500 * n) : -10 + (0.5 * n))];
        double[] lat = [.. Enumerable.Range(0, 40).Select(n => isFlat ? 4000.0 + (900 * n) : 20 - (0.9 * n))];
        using var particles = new ParticleSet(fields, lon, lat);
        particles.Execute(new AdvectionRk4(), isFlat ? TimeSpan.FromHours(15) : TimeSpan.FromHours(12), TimeSpan.FromMinutes(5));
        Assert.Equal(lon.Length, particles.CountOf(ParticleStatus.Active));
        return (particles.Lon.ToArray(), particles.Lat.ToArray());
    }

    /// <summary>The values of a field set on a grid of the same nodes, as a rectilinear or as a curvilinear one.</summary>
    private static FieldSet OnGrid(FieldSet fields, bool isCurvilinear)
    {
        Grid given = fields["U"].Grid!;
        double[] lon = [.. Enumerable.Range(0, given.Columns).Select(i => Node(i, 0).Lon)], lat = [.. Enumerable.Range(0, given.Rows).Select(j => Node(0, j).Lat)];
        Grid grid = isCurvilinear ? new CurvilinearGrid(given.Mesh, Matrix((_, i) => lon[i]), Matrix((j, _) => lat[j])) : new RectilinearGrid(given.Mesh, new Axis(lon), new Axis(lat));
        return new FieldSet(given.Mesh).Add(Copy("U"), Copy("V"));

        Field Copy(string name)
        {
            float[] values = new float[grid.Rows * grid.Columns];
            fields[name].Source!.Read(0, GridBox.Whole(given), values);
            Field copy = Field.FromSource(name, new MemorySource(grid, [], values));
            return fields[name].InterpolationName is "C-grid" ? copy.VelocityInterpolatedBy(default(CGridVelocity)) : copy;
        }

        (double Lon, double Lat) Node(int i, int j) => given is RectilinearGrid lines
            ? (lines.Lon.Nodes[i], lines.Lat.Nodes[j])
            : throw new InvalidOperationException("straight nodes are read as a rectilinear grid");

        double[,] Matrix(Func<int, int, double> value)
        {
            double[,] values = new double[given.Rows, given.Columns];
            for (int n = 0; n < values.Length; n++)
                values[n / given.Columns, n % given.Columns] = value(n / given.Columns, n % given.Columns);
            return values;
        }
    }

    /// <summary>The angle between a particle and a place in degrees.</summary>
    private static double Distance(ParticleSet particles, int n, double lon, double lat)
    {
        double Rad(double degrees) => degrees * Math.PI / 180;
        (double a, double b, double d) = (Rad(particles.Lat[n]), Rad(lat), Rad(particles.Lon[n] - lon));
        double s = Math.Pow(Math.Sin((a - b) / 2), 2) + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(d / 2), 2));
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt(s))) * 180 / Math.PI;
    }
}
