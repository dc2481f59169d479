using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Fields;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>The exact path through the cells of a C-grid with levels.</summary>
public sealed class AnalyticalAdvectionIn3DTests
{
    private static readonly TimeSpan second = TimeSpan.FromSeconds(1);

    // What spreads along x and y comes up or goes down: u = a x, v = a y, w = 2 a z, all exact in single precision.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void In_a_strain_one_dt_over_many_cells_and_levels_ends_at_the_exponential(int sign)
    {
        const double rate = 1.0 / 1024;
        using FieldSet fields = Flow(Box(33), (_, _, i) => rate * i, (_, j, _) => rate * j, (k, _, _) => 2 * rate * k);
        (double x, double y, double depth) = sign > 0 ? (2.5, 3, 30) : (24.5, 30, 0.75);
        using var particles = new ParticleSet(fields, [x], [y], [depth]);
        particles.Execute(new AdvectionAnalyticalIn3D(), 1536 * second, sign * 1536 * second);
        double factor = Math.Exp(sign * 1.5);
        Assert.Equal(x * factor, particles.Lon[0], 1e-13 * x * factor);
        Assert.Equal(y * factor, particles.Lat[0], 1e-13 * y * factor);
        Assert.Equal(depth / factor / factor, particles.Depth[0], 1e-13 * depth / factor / factor);
    }

    // ψ of whole numbers at the corners of a section, 0 all round it: for a thousand steps it is kept, and nothing comes through the surface.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_an_overturning_the_streamfunction_of_the_corners_is_kept_to_rounding(bool isUpward)
    {
        const int side = 17;
        int Psi(int k, int i) => i is <= 0 or >= side - 1 || k is <= 0 or >= side - 1 ? 0 : (i * (side - 1 - i)) + (k * (side - 1 - k));
        int At(int level) => isUpward ? side - 1 - level : level;
        Grid section = GridOf(side, isUpward);
        using FieldSet fields = Flow(
            section, (k, _, i) => k < side - 1 ? Psi(Math.Max(At(k), At(k + 1)), i) - Psi(Math.Min(At(k), At(k + 1)), i) : 0, (_, _, _) => 0, (k, _, i) => Psi(At(k), i + 1) - Psi(At(k), i));
        using FieldSet corners = GridValues.Held(Mesh.Flat, GridValues.Make("psi", GridOf(side, isUpward), (k, _, i) => Psi(At(k), i)));
        double[] xs = [1.3, 4.4, 8.1, 12.9, 0.1], depths = [2.2, 9.7, 3.1, 15.5, 0.2];
        using var particles = new ParticleSet(fields, xs, [2, 2, 2, 2, 2], depths);
        double[] before = [.. xs.Select((x, n) => GridValues.At(corners["psi"], x, 2, depths[n]).Value)];
        for (int round = 0; round < 10; round++)
        {
            particles.Execute(new AdvectionAnalyticalIn3D(), 70 * second, TimeSpan.FromSeconds(0.7));
            for (int n = 0; n < xs.Length; n++)
            {
                Assert.Equal(ParticleStatus.Active, (ParticleStatus)particles.Status[n]);
                Assert.Equal(before[n], GridValues.At(corners["psi"], particles.Lon[n], 2, particles.Depth[n]).Value, 1e-9);
            }
        }
    }

    // Twisted cells, whose areas vary, so that the time to a face is a quadrature while that to a level is not.
    [Fact]
    public void Within_a_cell_it_is_where_many_short_steps_lead()
    {
        Grid grid = new CurvilinearGrid(Mesh.Flat, new double[,] { { 0, 1 }, { -0.4, 1.5 } }, new double[,] { { 0, 0.2 }, { 0.8, 1.9 } }, new ZLevels(new Axis([0, 10, 30])));
        using FieldSet fields = Flow(grid, (k, _, i) => 0.8 + i - (0.5 * k), (k, j, _) => 0.5 - j + (0.7 * k), (k, _, _) => -12 - k);
        using ParticleSet exact = Moved(new AdvectionAnalyticalIn3D(), 1), steps = Moved(new AdvectionRk4In3D(), 1000);
        Assert.Equal(ParticleStatus.Active, (ParticleStatus)exact.Status[0]);
        Assert.True(exact.Lon[0] > 0.3 && exact.Depth[0] > 3);
        Assert.Equal(steps.Lon[0], exact.Lon[0], 1e-12);
        Assert.Equal(steps.Lat[0], exact.Lat[0], 1e-12);
        Assert.Equal(steps.Depth[0], exact.Depth[0], 1e-11);

        ParticleSet Moved(IKernel kernel, int count)
        {
            var particles = new ParticleSet(fields, [0.15], [0.3], [1]);
            particles.Execute(kernel, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.25 / count));
            return particles;
        }
    }

    [Fact]
    public void Above_the_first_level_and_below_the_last_it_ends_unless_the_ends_hold()
    {
        using FieldSet fields = Flow(Box(6), (_, _, _) => 0.5, (_, _, _) => 0, (_, j, _) => j < 2 ? 1 : -1);
        double[] y = [1.5, 2.5];
        using var open = new ParticleSet(fields, [1, 1], y, [2, 2]);
        open.Execute(new AdvectionAnalyticalIn3D(), 4 * second, 4 * second);
        Assert.Equal([ParticleStatus.AboveSurface, ParticleStatus.BelowBottom], open.Status.ToArray().Select(s => (ParticleStatus)s));
        using var held = new ParticleSet(fields, [1, 1], y, [2, 2]);
        held.Execute(new AdvectionAnalyticalIn3D(), 4 * second, 4 * second, boundaries: [new KeptInWater { Surface = WaterEnd.Clamp, Bottom = WaterEnd.Clamp }]);
        Assert.Equal([3.0, 3.0], held.Lon.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.InRange(held.Depth[0], 0, 0.2);
        Assert.InRange(held.Depth[1], 4.8, 5);
    }

    // Nearer and nearer, until a rounding of the depth would be beyond.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_closed_surface_or_bottom_is_never_crossed_whatever_dt(int sign)
    {
        Grid grid = new RectilinearGrid(Mesh.Flat, Even(4), Even(4), new ZLevels(new Axis([0, 0.1, 0.3, 0.7])));
        using FieldSet fields = Flow(grid, (_, _, _) => 0, (_, _, _) => 0, (k, _, _) => k is 0 or 3 ? 0 : 0.1 * sign);
        foreach (double dt in (double[])[0.3, 5, 1000])
        {
            double[] depths = [.. Enumerable.Range(0, 40).Select(n => 0.0173 * (n + 0.4))];
            using var particles = new ParticleSet(fields, [.. depths.Select(_ => 1.5)], [.. depths.Select(_ => 1.5)], depths);
            particles.Execute(new AdvectionAnalyticalIn3D(), 40 * dt * second, dt * second);
            Assert.Equal(depths.Length, particles.CountOf(ParticleStatus.Active));
            Assert.All(particles.Depth.ToArray(), depth => Assert.InRange(depth, 0, 0.7));
        }
    }

    [Fact]
    public void Forward_and_backward_again_it_comes_back_to_where_it_started()
    {
        using FieldSet fields = Eddies(long.MaxValue);
        (double[] x, double[] y, double[] depth) = Starts(200);
        using var there = new ParticleSet(fields, x, y, depth);
        there.Execute(new AdvectionAnalyticalIn3D(), 12 * second, 4 * second);
        using var back = new ParticleSet(fields, [.. there.Lon], [.. there.Lat], [.. there.Depth]) { Time = 12 * second };
        back.Execute(new AdvectionAnalyticalIn3D(), 12 * second, -4 * second);
        int stayed = 0;
        for (int n = 0; n < 200; n++)
        {
            if (there.Status[n] != ParticleStatus.Active)
                continue;
            stayed++;
            Assert.Equal(x[n], back.Lon[n], 1e-8);
            Assert.Equal(y[n], back.Lat[n], 1e-8);
            Assert.Equal(depth[n], back.Depth[n], 1e-8);
        }

        Assert.InRange(stayed, 50, 200);
    }

    [Theory]
    [InlineData(LaneWidth.One, 1, 0)]
    [InlineData(LaneWidth.Four, 2, long.MaxValue)]
    [InlineData(LaneWidth.Eight, 3, 0)]
    public void Lanes_threads_and_what_is_held_change_no_bit(LaneWidth lanes, int threads, long wholeUpTo)
    {
        Assert.Equal(Run(LaneWidth.Eight, 1, long.MaxValue), Run(lanes, threads, wholeUpTo));

        static double[] Run(LaneWidth lanes, int threads, long wholeUpTo)
        {
            using FieldSet fields = Eddies(wholeUpTo);
            (double[] x, double[] y, double[] depth) = Starts(1003);
            using var particles = new ParticleSet(fields, x, y, depth);
            particles.Execute(new AdvectionAnalyticalIn3D() + new Sinking { Speed = 0.01 }, 9 * second, 3 * second, lanes: lanes, threads: threads);
            Assert.InRange(particles.CountOf(ParticleStatus.Active), 100, 1002);
            return [.. particles.Lon, .. particles.Lat, .. particles.Depth, .. particles.Status.ToArray().Select(s => (double)(byte)s)];
        }
    }

    [Fact]
    public void What_cannot_be_followed_is_refused()
    {
        Grid flat = Box(4), slope = new RectilinearGrid(Mesh.Flat, new Axis([0, 1, 2]), new Axis([0, 1, 2]), new SLevels([-1, -0.5, 0], [-1, -0.5, 0], 0, Vtransform.Shchepetkin));
        var depths = new DepthFields(GridValues.Make("h", new RectilinearGrid(Mesh.Flat, new Axis([0, 1, 2]), new Axis([0, 1, 2])), (_, _, _) => 20), null);
        const string begin = "kernel AdvectionAnalytical_3D follows the flow from face to face of the cells of a C-grid, but ";
        Assert.Equal("kernel AdvectionAnalytical_3D needs the field W (velocity upward in m s-1)", Refusal(Face("U", flat), Face("V", flat)));
        Assert.Equal(begin + "W is not on the grid, levels and times of U and V", Refusal(Face("U", flat), Face("V", flat), Field.Constant("W", 1)));
        Assert.Equal(begin + "the depths of its levels are not the same everywhere", Refusal(Face("U", slope, depths), Face("V", slope, depths), Face("W", slope, depths)));

        static Field Face(string name, Grid grid, DepthFields? depths = null) => GridValues.Make(name, grid, (_, _, _) => 0, depths).InterpolatedBy("C-grid");

        static string Refusal(params Field[] added)
        {
            using FieldSet fields = new FieldSet(Mesh.Flat).Add(added);
            using var particles = new ParticleSet(fields, [0.5], [0.5], [1]);
            return Assert.Single(Assert.Throws<DriftException>(() => particles.Execute(new AdvectionAnalyticalIn3D(), second, second)).Problems).What;
        }
    }

    private static (double[] X, double[] Y, double[] Depth) Starts(int count) => (
        [.. Enumerable.Range(0, count).Select(n => 2 + (16 * (n * 0.7548776662466927 % 1)))], [.. Enumerable.Range(0, count).Select(n => 2 + (16 * (n * 0.5698402909980532 % 1)))],
        [.. Enumerable.Range(0, count).Select(n => 1 + (17 * (n * 0.618 % 1)))]);

    private static FieldSet Eddies(long wholeUpTo)
    {
        FieldSet fields = new(Mesh.Flat) { WholeUpTo = wholeUpTo };
        Grid grid = Box(21);
        float[] Values(Func<int, int, int, double> value) => [.. Enumerable.Range(0, 2 * 21 * 21 * 21).Select(n => (float)value(n / 441, n / 21 % 21, n % 21))];
        return fields.Add(
            Field.FromSource("U", new MemorySource(grid, [0, 12], Values((k, j, i) => Math.Sin((0.9 * i) + j + (0.3 * k))))).InterpolatedBy("C-grid"),
            Field.FromSource("V", new MemorySource(grid, [0, 12], Values((k, j, i) => Math.Cos(i - (0.8 * j) + k)))).InterpolatedBy("C-grid"),
            Field.FromSource("W", new MemorySource(grid, [0, 12], Values((k, j, i) => Math.Sin(i + j - (0.7 * k))))).InterpolatedBy("C-grid"));
    }

    private static RectilinearGrid Box(int side) => new(Mesh.Flat, Even(side), Even(side), new ZLevels(Even(side)));

    private static RectilinearGrid GridOf(int side, bool isUpward) =>
        new(Mesh.Flat, Even(side), Even(5), new ZLevels(isUpward ? new Axis([.. Enumerable.Range(0, side).Select(k => side - 1.0 - k)]) : Even(side)));

    private static Axis Even(int count) => new([.. Enumerable.Range(0, count).Select(i => (double)i)]);

    private static FieldSet Flow(Grid grid, Func<int, int, int, double> u, Func<int, int, int, double> v, Func<int, int, int, double> w) => new FieldSet(grid.Mesh).Add(
        GridValues.Make("U", grid, u).InterpolatedBy("C-grid"), GridValues.Make("V", grid, v).InterpolatedBy("C-grid"), GridValues.Make("W", grid, w).InterpolatedBy("C-grid"));
}
