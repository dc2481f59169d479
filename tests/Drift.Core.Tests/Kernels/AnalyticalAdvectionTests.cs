using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Drift.Core.Tests.Fields;
using Drift.Core.Tests.Integration;
using Xunit;

namespace Drift.Core.Tests.Kernels;

/// <summary>The exact path through the cells of a C-grid.</summary>
public sealed class AnalyticalAdvectionTests
{
    private static readonly TimeSpan second = TimeSpan.FromSeconds(1);

    // u = a x, v = −a y on cells of 1 m: what is stored is exact, so the only errors are roundings of some 40 cells in one dt, below 2⁻⁵² each.
    [Theory]
    [InlineData(3.5, 60, 2.5)]
    [InlineData(0.25, 63.75, 5.5)]
    [InlineData(1, 1, -5)]
    public void In_a_strain_one_dt_over_many_cells_ends_at_the_exponential(double x, double y, double turns)
    {
        const double rate = 1.0 / 1024;
        using FieldSet fields = Flow(Square(65), (_, i) => rate * i, (j, _) => -rate * j);
        double factor = Math.Exp(turns / 2);
        if (turns < 0)
            x /= factor;
        TimeSpan dt = 512 * turns * second;
        using ParticleSet particles = Moved(new AdvectionAnalytical(), fields, x, y, dt, 1), steps = Moved(new AdvectionRk4(), fields, x, y, dt, 16);
        (double endX, double endY) = (x * factor, y / factor);
        Assert.Equal(endX, particles.Lon[0], 1e-13 * endX);
        Assert.Equal(endY, particles.Lat[0], 1e-13 * y);

        // In sixteen steps: in one it would not be near.
        Assert.True(Math.Abs(steps.Lon[0] - endX) > 1e4 * Math.Abs(particles.Lon[0] - endX));
    }

    // ψ = (x² + y²) of whole numbers at the corners, bilinear within cells: closed orbits. A step of rounding beside it is 2⁻⁵² of 64 m times a slope of 60 m.
    [Fact]
    public void In_a_rotation_the_streamfunction_of_the_corners_is_kept_to_rounding_for_ten_thousand_steps()
    {
        Func<int, int, double> psi = (j, i) => ((i - 32) * (i - 32)) + ((j - 32) * (j - 32));
        Grid grid = Square(65);
        using FieldSet fields = Stream(grid, psi), corners = GridValues.Held(Mesh.Flat, GridValues.Make("psi", grid, (_, j, i) => psi(j, i)));
        double[] xs = [32.5, 40.3, 51, 60.123], ys = [32.25, 32, 34.7, 31.9];
        double Worst(IKernel kernel)
        {
            using var particles = new ParticleSet(fields, xs, ys);
            particles.Execute(kernel, 5000 * second, TimeSpan.FromSeconds(0.5));
            return xs.Select((_, n) => Math.Abs(GridValues.At(corners["psi"], particles.Lon[n], particles.Lat[n]).Value - GridValues.At(corners["psi"], xs[n], ys[n]).Value)).Max();
        }

        double analytical = Worst(new AdvectionAnalytical()), rk4 = Worst(new AdvectionRk4());
        Assert.InRange(analytical, 0, 1e-9);
        Assert.True(rk4 > 1e6 * analytical, $"{analytical} and {rk4}");
    }

    // Within one cell the flow is smooth, so that RK4 in a thousand steps is exact to 10⁻¹²: in cells whose area varies, the time along the path is right.
    [Theory]
    [InlineData("twisted", 1e-12)]
    [InlineData("sphere", 1e-11)]
    [InlineData("descending", 1e-11)]

    // A face is as long as at its middle all along, where its length in fact varies by the cosine of the latitude.
    [InlineData("twisted sphere", 5e-5)]
    public void Within_a_cell_it_is_where_many_short_steps_lead(string cell, double tolerance)
    {
        Grid grid = cell switch
        {
            "twisted" => new CurvilinearGrid(Mesh.Flat, new double[,] { { 0, 1 }, { -0.4, 1.5 } }, new double[,] { { 0, 0.2 }, { 0.8, 1.9 } }),
            "sphere" => new RectilinearGrid(Mesh.Spherical, new Axis([20, 28]), new Axis([50, 58])),
            "descending" => new RectilinearGrid(Mesh.Spherical, new Axis([20, 28]), new Axis([-50, -58])),
            _ => new CurvilinearGrid(Mesh.Spherical, new double[,] { { 20, 21 }, { 19.7, 21.2 } }, new double[,] { { 50, 50.2 }, { 50.8, 51.3 } }),
        };
        bool isSphere = grid.Mesh == Mesh.Spherical;
        double scale = isSphere ? cell is "twisted sphere" ? 0.02 : 0.15 : 1;
        using FieldSet fields = Flow(grid, (_, i) => (0.8 + (0.9 * i)) * scale, (j, _) => (0.5 - (0.7 * j)) * scale);
        (double x, double y) = cell switch { "twisted" => (0.15, 0.3), "twisted sphere" => (20.2, 50.3), "sphere" => (21, 52), _ => (21, -52) };
        TimeSpan dt = (isSphere ? 1e6 : 0.5) * second;
        using ParticleSet particles = Moved(new AdvectionAnalytical(), fields, x, y, dt, 1), steps = Moved(new AdvectionRk4(), fields, x, y, dt, 1000);
        Assert.Equal(ParticleStatus.Active, (ParticleStatus)particles.Status[0]);
        Assert.True(Math.Abs(particles.Lon[0] - x) > 0.1, $"{particles.Lon[0]}");
        Assert.Equal(steps.Lon[0], particles.Lon[0], tolerance);
        Assert.Equal(steps.Lat[0], particles.Lat[0], tolerance);
    }

    // Far and back: some tens of cells, each with a rounding that the way back may make e times larger where the flow spreads.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_and_backward_again_it_comes_back_to_where_it_started(bool isTwisted)
    {
        using FieldSet fields = Basin(isTwisted);
        double[] xs = [.. Enumerable.Range(0, 200).Select(n => 2 + (26 * (n * 0.7548776662466927 % 1)))], ys = [.. Enumerable.Range(0, 200).Select(n => 2 + (26 * (n * 0.5698402909980532 % 1)))];
        using var there = new ParticleSet(fields, xs, ys);
        there.Execute(new AdvectionAnalytical(), 20 * second, 4 * second);
        using var back = new ParticleSet(fields, [.. there.Lon], [.. there.Lat]) { Time = 20 * second };
        back.Execute(new AdvectionAnalytical(), 20 * second, -4 * second);
        Assert.True(xs.Select((x, n) => Math.Abs(there.Lon[n] - x)).Max() > 5);
        Assert.InRange(xs.Select((x, n) => Math.Abs(back.Lon[n] - x) + Math.Abs(back.Lat[n] - ys[n])).Max(), 0, 1e-10);
        Assert.Equal(200, back.CountOf(ParticleStatus.Active));
    }

    // In one dt of a hundred days or in a thousand: the flow is steady, and the paths are exact.
    [Fact]
    public void The_length_of_dt_does_not_matter_in_a_steady_flow()
    {
        using FieldSet fields = Basin(isTwisted: true);
        using ParticleSet one = Moved(new AdvectionAnalytical(), fields, 10.3, 20.7, 10 * second, 1), many = Moved(new AdvectionAnalytical(), fields, 10.3, 20.7, 10 * second, 1000);
        Assert.Equal(one.Lon[0], many.Lon[0], 1e-10);
        Assert.Equal(one.Lat[0], many.Lat[0], 1e-10);
    }

    [Fact]
    public void No_particle_crosses_a_face_without_flow_whatever_dt()
    {
        // A wall of closed faces, with flow along it on both sides and towards it; whose coordinates are rounded. On land, north of the sixth row, nothing flows.
        Axis x = new([.. Enumerable.Range(0, 7).Select(i => 0.7 + (0.1 * i))]), y = new([.. Enumerable.Range(0, 9).Select(j => 1.3 + (0.1 * j))]);
        Grid grid = new RectilinearGrid(Mesh.Flat, x, y);
        using FieldSet fields = Flow(grid, (j, i) => i == 3 || j > 5 ? 0 : (i < 3 ? 0.1 : -0.1) * (1 + j), (j, i) => j is > 0 and < 6 ? 0.1 + (0.01 * i) : 0), map = GridValues.Held(Mesh.Flat, GridValues.Make("column", grid, (_, _, i) => i).InterpolatedBy("cell"), GridValues.Make("row", grid, (_, j, _) => j).InterpolatedBy("cell"));
        foreach (double dt in (double[])[0.1, 7, 1000])
        {
            foreach (int sign in (int[])[1, -1])
            {
                using var particles = new ParticleSet(fields, [0.9999, 0.9, 0.95, 0.75, 1.00001, 1.001, 1.1, 1.25], [1.6, 1.61, 1.62, 1.63, 1.6, 1.59, 1.58, 1.57]);
                for (int step = 0; step < 20; step++)
                {
                    particles.Execute(new AdvectionAnalytical(), dt * second, sign * dt * second);
                    for (int n = 0; n < particles.Count; n++)
                    {
                        if (particles.Status[n] != ParticleStatus.Active)
                            continue;
                        double column = GridValues.At(map["column"], particles.Lon[n], particles.Lat[n]).Value, row = GridValues.At(map["row"], particles.Lon[n], particles.Lat[n]).Value;
                        Assert.True(n < 4 == column < 3 && row < 6, $"particle {n} at {particles.Lon[n]}, {particles.Lat[n]} after steps of {sign * dt} s");
                    }
                }

                Assert.True(sign < 0 || particles.CountOf(ParticleStatus.Active) == particles.Count);
            }
        }
    }

    // In the middle of four cells whose faces all flow one way round, ways are as short as one likes: at the corner itself of no length.
    [Fact]
    public void Round_a_corner_that_is_the_middle_of_an_eddy_any_number_of_rounds_fits_into_one_dt()
    {
        using FieldSet fields = Stream(Square(5), (j, i) => i == 2 && j == 2 ? 1 : 0);
        using var particles = new ParticleSet(fields, [2, 2 + 1e-9, 2.001, 2.4], [2, 2, 2, 2.1]);
        particles.Execute(new AdvectionAnalytical(), TimeSpan.FromDays(3), TimeSpan.FromDays(1));
        double[] reach = [0, 1e-9, 0.001, 0.5];
        for (int n = 0; n < 4; n++)
            Assert.InRange(Math.Max(Math.Abs(particles.Lon[n] - 2), Math.Abs(particles.Lat[n] - 2)), 0, reach[n] * 1.001);

        // The rounds that are left out change no phase: as many steps that each hold few rounds lead to the same place.
        using ParticleSet one = Moved(new AdvectionAnalytical(), fields, 2.25, 2, 5000 * second, 1), many = Moved(new AdvectionAnalytical(), fields, 2.25, 2, 5000 * second, 2500);
        Assert.Equal(many.Lon[0], one.Lon[0], 1e-9);
        Assert.Equal(many.Lat[0], one.Lat[0], 1e-9);
    }

    // 10 m s-1 for three days and a half at the equator: more than two thirds of the way round, over the seam of the grid, in one step.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Round_the_globe_it_goes_over_the_seam(bool isCurvilinear)
    {
        double[] lons = [.. Enumerable.Range(0, 36).Select(i => 10.0 * i)], lats = [.. Enumerable.Range(0, 17).Select(j => (10.0 * j) - 80)];
        double[,] lon = new double[17, 36], lat = new double[17, 36];
        for (int n = 0; n < 17 * 36; n++)
            (lon[n / 36, n % 36], lat[n / 36, n % 36]) = (lons[n % 36], lats[n / 36]);
        Grid grid = isCurvilinear ? new CurvilinearGrid(Mesh.Spherical, lon, lat) : new RectilinearGrid(Mesh.Spherical, new Axis(lons), new Axis(lats));
        using FieldSet fields = Flow(grid, (_, _) => 10, (_, _) => 0);
        using var particles = new ParticleSet(fields, [5, 175, -15, 355], [0, 0, 0, 0]);
        foreach (int sign in (int[])[1, -1])
        {
            double[] from = [.. particles.Lon];
            double days = 30;
            particles.Execute(new AdvectionAnalytical(), TimeSpan.FromDays(days), sign * TimeSpan.FromDays(days));
            Assert.All(particles.Lon.ToArray().Zip(from), p => Assert.Equal(sign * 10 * 86400 * days / Constants.MetresPerDegree, p.First - p.Second, 1e-9));
        }
    }

    [Fact]
    public void At_the_border_of_the_grid_a_particle_ends()
    {
        using FieldSet fields = Flow(Square(6), (_, _) => 1, (_, _) => 0);
        using var particles = new ParticleSet(fields, [0.5, 2.5, 7, 5], [1, 1, 1, 1]);
        particles.Execute(new AdvectionAnalytical(), 3 * second, 3 * second);
        Assert.Equal((3.5, ParticleStatus.Active), (particles.Lon[0], (ParticleStatus)particles.Status[0]));
        Assert.Equal([3, 3, 3], particles.Status.ToArray()[1..].Select(s => (int)(ParticleStatus)s));
    }

    // The second snapshot, at 10 s, is twice the first: the mean is what there is in the middle.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_velocity_is_that_at_the_middle_of_the_step(int sign)
    {
        Grid grid = new RectilinearGrid(Mesh.Flat, new Axis([0, 25, 50]), new Axis([0, 1, 2]));
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(
            GridValues.Growing("U", grid, (_, _, _) => 2).InterpolatedBy("C-grid"), GridValues.Growing("V", grid, (_, _, _) => 0).InterpolatedBy("C-grid"));
        using var particles = new ParticleSet(fields, [sign > 0 ? 10 : 40], [1]) { Time = (sign > 0 ? 0 : 10) * second };
        particles.Execute(new AdvectionAnalytical(), 10 * second, sign * 10 * second);
        Assert.Equal(sign > 0 ? 40 : 10, particles.Lon[0], 1e-13);
    }

    // A strain that gives way to a steady wind: frozen within a step, the error of one is of third order.
    [Fact]
    public void In_a_flow_that_changes_the_error_falls_fourfold_when_dt_is_halved()
    {
        Grid grid = Square(65);
        float[] u = new float[2 * 65 * 65];
        for (int n = 0; n < u.Length; n++)
            u[n] = n < 65 * 65 ? n % 65 : 8;
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(
            Field.FromSource("U", new MemorySource(grid, [0, 2], u)).InterpolatedBy("C-grid"), Field.FromSource("V", new MemorySource(grid, [0, 2], new float[u.Length])).InterpolatedBy("C-grid"));
        double End(int steps)
        {
            using ParticleSet particles = Moved(new AdvectionAnalytical(), fields, 10, 10, 2 * second, steps);
            return particles.Lon[0];
        }

        double exact = End(4000), coarse = Math.Abs(End(16) - exact), fine = Math.Abs(End(32) - exact);
        Assert.InRange(Math.Log2(coarse / fine), 1.95, 2.05);
    }

    [Fact]
    public void At_each_depth_it_goes_with_the_layer()
    {
        Grid grid = Square(8, new ZLevels(new Axis([0, 10, 30])));
        using FieldSet fields = Held(grid, (k, _, _) => k + 1, (_, _, _) => 0);
        using var particles = new ParticleSet(fields, [1, 1, 1, 1], [1, 1, 1, 1], [0, 9.9, 10, 31]);
        particles.Execute(new AdvectionAnalytical(), 2 * second, 2 * second);
        Assert.Equal([3, 3, 5], particles.Lon.ToArray()[..3]);
        Assert.Equal(ParticleStatus.BelowBottom, (ParticleStatus)particles.Status[3]);
    }

    // 10 m deep it is in the lower half of 16 m of water, which goes with 1 m s-1, then in the upper half of 60 m, which goes with 3 m s-1.
    [Theory]
    [InlineData(60, 11, ParticleStatus.Active)]
    [InlineData(8, 1, ParticleStatus.BelowBottom)]
    public void In_each_cell_it_goes_with_the_layer_that_has_its_depth_there(double beyond, double end, ParticleStatus status)
    {
        Grid flat = Square(14), grid = Square(14, new SLevels([-1, -0.5, 0], [-1, -0.5, 0], 0, Vtransform.Shchepetkin));
        var depths = new DepthFields(GridValues.Make("h", flat, (_, _, i) => i < 5 ? 16 : beyond), null);
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (k, _, _) => 1 + (2 * k), depths).InterpolatedBy("C-grid"), GridValues.Make("V", grid, (_, _, _) => 0, depths).InterpolatedBy("C-grid"));
        using var particles = new ParticleSet(fields, [1], [3.5], [10]);
        particles.Execute(new AdvectionAnalytical(), 6 * second, 6 * second);
        Assert.Equal(status, (ParticleStatus)particles.Status[0]);
        Assert.Equal(end, particles.Lon[0], 1e-14 * end);
    }

    [Fact]
    public void Beside_a_kernel_that_takes_W_too_it_moves_as_far_as_alone()
    {
        using FieldSet alone = Shelf();
        using var expected = new ParticleSet(alone, [3.3], [4.1], [12]);
        expected.Execute(new AdvectionAnalytical(), 3 * second, second);
        foreach (bool isFirst in (bool[])[true, false])
        {
            using FieldSet fields = Shelf();
            using var particles = new ParticleSet(fields, [3.3], [4.1], [12]);
            particles.Execute(isFirst ? new AdvectionAnalytical() + new Rising() : new Rising() + new AdvectionAnalytical(), 3 * second, second);
            Assert.Equal((expected.Lon[0], expected.Lat[0]), (particles.Lon[0], particles.Lat[0]));
            Assert.Equal(12 - 0.03, particles.Depth[0], 1e-6);
        }

        FieldSet Shelf()
        {
            Grid grid = Square(12, new ZLevels(new Axis([0, 10, 30])));
            return Held(grid, (_, j, i) => Math.Sin(j + i), (_, j, i) => Math.Cos(i - (2 * j))).Add(GridValues.Make("W", grid, (_, _, _) => 0.01).InterpolatedBy("C-grid"));
        }
    }

    /// <summary>Goes up with W alone.</summary>
    private struct Rising : IKernel
    {
        private VectorField velocity;

        public void Bind(KernelBinding binding) => velocity = binding.Velocity3D();

        public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
        {
            p.Velocity3D(velocity, p.Time, p.Depth, p.Lat, p.Lon, out _, out _, out F up);
            p.DDepth -= up * p.Dt;
        }
    }

    [Theory]
    [InlineData(LaneWidth.One, 1, false, 0)]
    [InlineData(LaneWidth.Four, 1, true, long.MaxValue)]
    [InlineData(LaneWidth.Eight, 3, false, 0)]
    [InlineData(LaneWidth.Eight, 2, true, long.MaxValue)]
    public void Lanes_threads_order_and_what_is_held_change_no_bit(LaneWidth lanes, int threads, bool sort, long wholeUpTo) =>
        Assert.Equal(Run(LaneWidth.Eight, 1, false, long.MaxValue, 4), Run(lanes, threads, sort, wholeUpTo, 2));

    [Fact]
    public void A_velocity_that_is_not_on_a_C_grid_is_refused()
    {
        using FieldSet formula = FieldSet.FromFlow(Mesh.Flat, new RadialRotation()), nodes = FieldSet.FromData(Mesh.Flat, [0, 1], [0, 1], ("U", 1), ("V", 0)), nothing = new(Mesh.Flat);
        const string begin = "kernel AdvectionAnalytical follows the flow from face to face of the cells of a C-grid, but U and V are not on one: ";
        Assert.Equal(begin + "they are a formula", Refusal(formula));
        Assert.Equal(begin + "their interpolation is linear", Refusal(nodes));
        Assert.Equal("kernel AdvectionAnalytical needs the field U (velocity in m s-1)|kernel AdvectionAnalytical needs the field V (velocity in m s-1)", Refusal(nothing));

        static string Refusal(FieldSet fields)
        {
            using var particles = new ParticleSet(fields, [0.5], [0.5]);
            return string.Join('|', Assert.Throws<DriftException>(() => particles.Execute(new AdvectionAnalytical(), second, second)).Problems.Select(p => p.What));
        }
    }

    private static double[] Run(LaneWidth lanes, int threads, bool sort, long wholeUpTo, int pieces)
    {
        using FieldSet fields = Shelf(wholeUpTo);
        double[] lon = [.. Enumerable.Range(0, 1003).Select(n => 9.5 + (3 * n * 0.7548776662466927 % 3))], lat = [.. Enumerable.Range(0, 1003).Select(n => 51 + (2 * n * 0.5698402909980532 % 2))];
        using var particles = new ParticleSet(fields, lon, lat, [.. lon.Select((_, n) => 1 + (n * 0.618 % 45))]);
        for (int piece = 0; piece < pieces; piece++)
            particles.Execute(new AdvectionAnalytical() + new DiffusionUniformKh(), TimeSpan.FromHours(20 / pieces), TimeSpan.FromHours(2.5), seed: 5, threads: threads, lanes: lanes, sort: sort);

        // Some leave at the sides and some at the bottom: those paths are taken too.
        Assert.InRange(particles.CountOf(ParticleStatus.Active), 200, 1002);
        Assert.True(particles.CountOf(ParticleStatus.OutOfGrid) > 0 && particles.CountOf(ParticleStatus.BelowBottom) > 0);
        return [.. particles.Lon, .. particles.Lat, .. particles.Status.ToArray().Select(s => (double)(byte)s)];
    }

    /// <summary>A twisted grid on the sphere with two snapshots and levels that follow a sloping bottom.</summary>
    private static FieldSet Shelf(long wholeUpTo)
    {
        const int rows = 30, columns = 40;
        double[,] lon = new double[rows, columns], lat = new double[rows, columns];
        for (int n = 0; n < rows * columns; n++)
        {
            (int j, int i) = (n / columns, n % columns);
            lon[j, i] = 9 + (0.1 * i) + (0.03 * j);
            lat[j, i] = 50.5 + (0.1 * j) - (0.02 * i) + (0.05 * Math.Sin(0.3 * i));
        }

        Grid flat = new CurvilinearGrid(Mesh.Spherical, lon, lat), deep = new CurvilinearGrid(
            Mesh.Spherical, lon, lat, new SLevels([-1, -0.7, -0.4, -0.15, 0], [-1, -0.6, -0.3, -0.1, 0], 5, Vtransform.Shchepetkin));
        var depths = new DepthFields(GridValues.Make("h", flat, (_, j, i) => 15 + i + j), null);
        return new FieldSet(Mesh.Spherical) { WholeUpTo = wholeUpTo }.Add(
            Twice("U", (k, j, i) => 0.6 * Math.Sin(j + (0.2 * i) + k)), Twice("V", (k, j, i) => 0.6 * Math.Cos((0.3 * j) - i + k)),
            Field.Constant("Kh_zonal", 20), Field.Constant("Kh_meridional", 30));

        Field Twice(string name, Func<int, int, int, double> value)
        {
            float[] values = new float[2 * deep.Levels * rows * columns];
            for (int n = 0; n < values.Length; n++)
                values[n] = (float)value((n / columns / rows % deep.Levels) + (3 * (n / columns / rows / deep.Levels)), n / columns % rows, n % columns);
            return Field.FromSource(name, new MemorySource(deep, [0, 86400], values), depths: depths).InterpolatedBy("C-grid");
        }
    }

    /// <summary>A basin of 30 × 30 cells with eddies of many sizes, closed all round.</summary>
    private static FieldSet Basin(bool isTwisted)
    {
        const int side = 31;
        double[,] x = new double[side, side], y = new double[side, side];
        for (int n = 0; n < side * side; n++)
        {
            (double s, double t) = ((n % side) - 15, (n / side) - 15);
            double turn = isTwisted ? 0.5 * Math.Exp(-((s * s) + (t * t)) / 60) : 0;
            (x[n / side, n % side], y[n / side, n % side]) = (15 + (s * Math.Cos(turn)) - (t * Math.Sin(turn)), 15 + (s * Math.Sin(turn)) + (t * Math.Cos(turn)));
        }

        Grid grid = isTwisted ? new CurvilinearGrid(Mesh.Flat, x, y) : Square(side);
        return Stream(grid, (j, i) => i % (side - 1) == 0 || j % (side - 1) == 0 ? 0 : 8 * Math.Sin((0.7 * i) + Math.Cos(j)) * Math.Cos((0.5 * j) - i), (j, i) => (x[j, i], y[j, i]));
    }

    private static RectilinearGrid Square(int side, VerticalGrid? vertical = null) =>
        new(Mesh.Flat, new Axis([.. Enumerable.Range(0, side).Select(i => (double)i)]), new Axis([.. Enumerable.Range(0, side).Select(j => (double)j)]), vertical);

    /// <summary>The flow along a streamfunction at the corners.</summary>
    private static FieldSet Stream(Grid grid, Func<int, int, double> psi, Func<int, int, (double X, double Y)>? place = null)
    {
        double Length(int j, int i, int toRow, int toColumn) => place is null ? 1
            : Math.Sqrt(Math.Pow(place(toRow, toColumn).X - place(j, i).X, 2) + Math.Pow(place(toRow, toColumn).Y - place(j, i).Y, 2));
        return Flow(
            grid, (j, i) => j + 1 < grid.Rows ? (psi(j, i) - psi(j + 1, i)) / Length(j, i, j + 1, i) : 0, (j, i) => i + 1 < grid.Columns ? (psi(j, i + 1) - psi(j, i)) / Length(j, i, j, i + 1) : 0);
    }

    private static FieldSet Flow(Grid grid, Func<int, int, double> u, Func<int, int, double> v) => Held(grid, (_, j, i) => u(j, i), (_, j, i) => v(j, i));

    private static FieldSet Held(Grid grid, Func<int, int, int, double> u, Func<int, int, int, double> v) => new FieldSet(grid.Mesh).Add(
        GridValues.Make("U", grid, u).VelocityInterpolatedBy(default(CGridVelocity)), GridValues.Make("V", grid, v).VelocityInterpolatedBy(default(CGridVelocity)));

    private static ParticleSet Moved(IKernel kernel, FieldSet fields, double x, double y, TimeSpan runtime, int steps)
    {
        var particles = new ParticleSet(fields, [x], [y]);
        particles.Execute(kernel, runtime < TimeSpan.Zero ? -runtime : runtime, runtime / steps);
        return particles;
    }
}
