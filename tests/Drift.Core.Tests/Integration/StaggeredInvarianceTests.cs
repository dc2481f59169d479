using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Integration;

/// <summary>On grids that search, with levels and staggered components, results depend on nothing but the experiment.</summary>
public class StaggeredInvarianceTests
{
    private const int Rows = 30, Columns = 40;

    [Theory]
    [InlineData(LaneWidth.One, 1, false)]
    [InlineData(LaneWidth.Four, 1, true)]
    [InlineData(LaneWidth.Eight, 3, false)]
    [InlineData(LaneWidth.Eight, 2, true)]
    public void Lanes_threads_and_order_change_no_trajectory_on_a_curvilinear_C_grid_in_three_dimensions(LaneWidth lanes, int threads, bool sort) =>
        Assert.Equal(Run(LaneWidth.Eight, 1, sort: false, steps: 60), Run(lanes, threads, sort, steps: 60));

    [Fact]
    public void A_run_in_pieces_equals_the_whole() =>
        Assert.Equal(Run(LaneWidth.Automatic, 1, sort: false, steps: 60), Run(LaneWidth.Automatic, 1, sort: false, steps: 7));

    [Theory]
    [InlineData(LaneWidth.One)]
    [InlineData(LaneWidth.Four)]
    public void A_particle_beside_one_that_crosses_a_pole_keeps_its_bits(LaneWidth lanes) => Assert.Equal(OverThePole(LaneWidth.Eight), OverThePole(lanes));

    private static double[] OverThePole(LaneWidth lanes)
    {
        var grid = new RectilinearGrid(Mesh.Spherical, new Axis([.. Enumerable.Range(0, 72).Select(i => 5.0 * i)]), new Axis([.. Enumerable.Range(0, 37).Select(j => (5.0 * j) - 90)]));
        float[] Of(Func<int, int, double> value) => [.. Enumerable.Range(0, grid.Rows * grid.Columns).Select(n => (float)value(n / grid.Columns, n % grid.Columns))];
        using FieldSet fields = new FieldSet(Mesh.Spherical).Add(
            Field.FromSource("U", new MemorySource(grid, [], Of((j, i) => 10 * Math.Sin(j + i)))).VelocityInterpolatedBy(default(CGridVelocity)),
            Field.FromSource("V", new MemorySource(grid, [], Of((j, i) => 20 + Math.Cos(j - i)))).VelocityInterpolatedBy(default(CGridVelocity)));

        // One of eight near the pole, so that each group of lanes has one whose stages lead beyond it.
        double[] lon = [.. Enumerable.Range(0, 800).Select(n => 360 * (n * 0.7548776662466927 % 1))], lat = [.. Enumerable.Range(0, 800).Select(n => n % 8 == 3 ? 88.5 + (n % 100 * 0.01) : (120 * (n * 0.5698402909980532 % 1)) - 60)];
        using var particles = new ParticleSet(fields, lon, lat);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromHours(6), TimeSpan.FromHours(1), lanes: lanes);
        return [.. particles.Lon, .. particles.Lat];
    }

    private static double[] Run(LaneWidth lanes, int threads, bool sort, int steps)
    {
        using FieldSet fields = Shelf();
        double[] lon = [.. Enumerable.Range(0, 1003).Select(n => 9.5 + (3 * n * 0.7548776662466927 % 3))], lat = [.. Enumerable.Range(0, 1003).Select(n => 51 + (2 * n * 0.5698402909980532 % 2))];
        using var particles = new ParticleSet(fields, lon, lat, [.. lon.Select((_, n) => 1 + (n * 0.618 % 45))]);
        for (int done = 0; done < 60; done += steps)
            particles.Execute(new AdvectionRk4In3D() + new DiffusionUniformKh() + new Ageing(), TimeSpan.FromMinutes(10 * Math.Min(steps, 60 - done)), TimeSpan.FromMinutes(10), seed: 5, threads: threads, lanes: lanes, sort: sort);

        // Some leave at the sides and some at the bottom: those paths are taken too.
        Assert.InRange(particles.CountOf(ParticleStatus.Active), 300, 1002);
        return [.. particles.Lon, .. particles.Lat, .. particles.Depth, .. particles["age"], .. particles.Status.ToArray().Select(s => (double)(byte)s)];
    }

    /// <summary>A twisted grid of a tenth of a degree with two snapshots, and levels that follow a sloping bottom and a moving surface.</summary>
    private static FieldSet Shelf()
    {
        double[,] lon = new double[Rows, Columns], lat = new double[Rows, Columns];
        for (int n = 0; n < Rows * Columns; n++)
        {
            (int j, int i) = (n / Columns, n % Columns);
            lon[j, i] = 9 + (0.1 * i) + (0.03 * j);
            lat[j, i] = 50.5 + (0.1 * j) - (0.02 * i) + (0.05 * Math.Sin(0.3 * i));
        }

        var levels = new SLevels([-1, -0.7, -0.4, -0.15, 0], [-1, -0.6, -0.3, -0.1, 0], 5, Vtransform.Shchepetkin);
        var flat = new CurvilinearGrid(Mesh.Spherical, lon, lat);
        var deep = new CurvilinearGrid(Mesh.Spherical, lon, lat, levels);
        Field h = Values("h", flat, 1, (_, j, i, _) => 50 + i + j), zeta = Values("zeta", flat, 2, (_, _, i, t) => 0.5 * Math.Sin(i + t));
        var depths = new DepthFields(h, zeta);
        return new FieldSet(Mesh.Spherical).Add(
            Values("U", deep, 2, (k, j, i, t) => 0.6 * Math.Sin(j + (0.2 * i) + k + t), depths).VelocityInterpolatedBy(default(CGridVelocity)),
            Values("V", deep, 2, (k, j, i, t) => 0.6 * Math.Cos((0.3 * j) - i + k - t), depths).VelocityInterpolatedBy(default(CGridVelocity)),
            Values("W", deep, 2, (k, j, i, t) => 2e-4 * Math.Sin(k + j - i + t), depths).VelocityInterpolatedBy(default(CGridVelocity)),
            Values("Kh_zonal", flat, 1, (_, j, i, _) => 20 + j + i),
            Field.Constant("Kh_meridional", 30));
    }

    private static Field Values(string name, Grid grid, int snapshots, Func<int, int, int, int, double> value, DepthFields? depths = null)
    {
        int levels = grid.Levels;
        float[] values = new float[snapshots * levels * Rows * Columns];
        for (int n = 0; n < values.Length; n++)
            values[n] = (float)value(n / Columns / Rows % levels, n / Columns % Rows, n % Columns, n / Columns / Rows / levels);
        return Field.FromSource(name, new MemorySource(grid, snapshots == 1 ? [] : [0, 86400], values), depths: depths);
    }
}
