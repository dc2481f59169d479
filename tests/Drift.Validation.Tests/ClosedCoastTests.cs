using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Validation.Tests;

/// <summary>On a C-grid no flow goes through a closed face, and no particle.</summary>
public class ClosedCoastTests
{
    private const int Side = 41;
    private const double Spacing = 10e3;

    // A streamfunction of random numbers at the corners, the same one along the coast and on each island: speeds up to some 0.4 m s⁻¹, a step leads
    // over less than a tenth of a cell.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_particle_of_a_hundred_thousand_leaves_a_closed_basin_in_a_hundred_days(bool isTwisted)
    {
        const int count = 100_000;
        using FieldSet fields = Basin(isTwisted, []);
        double width = (Side - 1) * Spacing;
        double[] x = new double[count], y = new double[count];
        for (int n = 0; n < count; n++)
            (x[n], y[n]) = (width * (n * 0.7548776662466927 % 1), width * (n * 0.5698402909980532 % 1));
        using var particles = new ParticleSet(fields, x, y);
        int steps = Figures.IsLong ? 4 : 1;
        particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(100), TimeSpan.FromHours(1.0 / steps), threads: Environment.ProcessorCount);
        Figures.Write($"closed basin of random flow, {(isTwisted ? "twisted" : "straight")} C-grid, {count} particles, 100 d: {count - particles.CountOf(ParticleStatus.Active)} left it, limit 0");
        Assert.Equal(count, particles.CountOf(ParticleStatus.Active));
    }

    // Round a corner of land that points into the sea the velocity turns within no way at all, so a step of some length may cut the corner; its
    // error falls with dt, and a particle on land stands still.
    [Fact]
    public void Round_islands_fewer_particles_cut_corners_the_shorter_the_step()
    {
        (int Row, int Column)[] islands = [(8, 8), (8, 9), (9, 9), (20, 22), (30, 12), (31, 12), (31, 13), (25, 33)];
        int[] ashore = [.. ((int[])[60, 15]).Select(Ashore)];
        Figures.Write($"islands in a random flow on a C-grid, 20000 particles, 30 d: {ashore[0]} on land at dt 1 h, {ashore[1]} at dt 15 min");
        Assert.True(ashore[1] * 3 <= ashore[0] + 3, $"{ashore[0]} and {ashore[1]}");
        Assert.InRange(ashore[0], 0, 200);

        int Ashore(int minutes)
        {
            const int count = 20_000;
            using FieldSet fields = Basin(isTwisted: false, islands);
            double width = (Side - 1) * Spacing;
            var places = Enumerable.Range(0, 2 * count).Select(n => (X: width * (n * 0.7548776662466927 % 1), Y: width * (n * 0.5698402909980532 % 1))).Where(p => !IsLand(p.X, p.Y)).Take(count).ToArray();
            using var particles = new ParticleSet(fields, [.. places.Select(p => p.X)], [.. places.Select(p => p.Y)]);
            particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(30), TimeSpan.FromMinutes(minutes), threads: Environment.ProcessorCount);
            int on = 0;
            for (int n = 0; n < count; n++)
                on += IsLand(particles.Lon[n], particles.Lat[n]) ? 1 : 0;
            return on;
        }

        bool IsLand(double x, double y) => islands.Contains(((int)(y / Spacing), (int)(x / Spacing)));
    }

    // Along the exact path no corner is cut, however long the step: what is on land then started there.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Along_exact_paths_no_particle_comes_on_land_in_steps_of_days(bool isTwisted)
    {
        const int count = 20_000;
        (int Row, int Column)[] islands = [(8, 8), (8, 9), (9, 9), (20, 22), (30, 12), (31, 12), (31, 13), (25, 33)];
        using FieldSet fields = Basin(isTwisted, islands);
        float[] isLand = new float[Side * Side];
        foreach ((int row, int column) in islands)
            isLand[(row * Side) + column] = 1;
        using FieldSet map = new FieldSet(Mesh.Flat).Add(Field.FromSource("land", new MemorySource(fields["U"].Grid!, [], isLand)).InterpolatedBy("cell"));
        Field land = map.Use("land");
        map.MoveTo(0, 0);
        double[] x = new double[count], y = new double[count];
        for (int n = 0; n < count; n++)
            (x[n], y[n]) = ((Side - 1) * Spacing * (n * 0.7548776662466927 % 1), (Side - 1) * Spacing * (n * 0.5698402909980532 % 1));
        foreach (double days in (double[])[10, 0.25])
        {
            using var particles = new ParticleSet(fields, x, y);
            particles.Execute(new AdvectionAnalytical(), TimeSpan.FromDays(100), TimeSpan.FromDays(days), threads: Environment.ProcessorCount);
            int ashore = 0, afloat = 0;
            for (int n = 0; n < count; n++)
            {
                ashore += OnLand(particles.Lon[n], particles.Lat[n]) != OnLand(x[n], y[n]) ? 1 : 0;
                afloat += particles.Lon[n] != x[n] ? 1 : 0;
            }

            Figures.Write($"islands in a random flow on a {(isTwisted ? "twisted" : "straight")} C-grid, {count} particles, 100 d, AdvectionAnalytical at dt {days} d: {ashore} came on land, limit 0");
            Assert.Equal((0, count), (ashore, particles.CountOf(ParticleStatus.Active)));
            Assert.True(afloat > 0.99 * count);
        }

        bool OnLand(double lon, double lat)
        {
            Lane1 error = 0.0;
            return (double)land.Sample<Lane1>(0.0, 0.0, lat, lon, ref error) > 0.5;
        }
    }

    /// <summary>A basin with a streamfunction that is random at its corners and 0 on its coast; on islands it is the mean of the corners around.</summary>
    private static FieldSet Basin(bool isTwisted, (int Row, int Column)[] islands)
    {
        double[,] psi = new double[Side, Side], lon = new double[Side, Side], lat = new double[Side, Side];
        for (int n = 0; n < Side * Side; n++)
        {
            (int j, int i) = (n / Side, n % Side);
            bool isCoast = i is 0 or Side - 1 || j is 0 or Side - 1;
            new RandomStream(7, 0).Uniforms(Lane1.CountFromBits((ulong)n), KernelSlot.Release, 0, out Lane1 random, out _);
            psi[j, i] = isCoast ? 0 : 2000 * (random - 0.5);
            (double s, double t) = ((double)i / (Side - 1), (double)j / (Side - 1));
            double turn = isTwisted ? 0.35 * Math.Sin(Math.PI * s) * Math.Sin(Math.PI * t) : 0;
            lon[j, i] = (Side - 1) * Spacing * (0.5 + ((s - 0.5) * Math.Cos(turn)) - ((t - 0.5) * Math.Sin(turn)));
            lat[j, i] = (Side - 1) * Spacing * (0.5 + ((s - 0.5) * Math.Sin(turn)) + ((t - 0.5) * Math.Cos(turn)));
        }

        // Islands that touch share corners, and with them the value.
        for (int pass = 0; pass < islands.Length; pass++)
        {
            foreach ((int row, int column) in islands)
            {
                double value = psi[row, column];
                (psi[row, column + 1], psi[row + 1, column], psi[row + 1, column + 1]) = (value, value, value);
            }
        }

        float[] u = new float[Side * Side], v = new float[Side * Side];
        for (int j = 0; j < Side; j++)
        {
            for (int i = 0; i < Side; i++)
            {
                if (j + 1 < Side)
                    u[(j * Side) + i] = (float)(-(psi[j + 1, i] - psi[j, i]) / Length(j, i, j + 1, i));
                if (i + 1 < Side)
                    v[(j * Side) + i] = (float)((psi[j, i + 1] - psi[j, i]) / Length(j, i, j, i + 1));
            }
        }

        Grid grid = new CurvilinearGrid(Mesh.Flat, lon, lat);
        return new FieldSet(Mesh.Flat).Add(
            Field.FromSource("U", new MemorySource(grid, [], u)).VelocityInterpolatedBy(default(CGridVelocity)),
            Field.FromSource("V", new MemorySource(grid, [], v)).VelocityInterpolatedBy(default(CGridVelocity)));

        double Length(int j, int i, int toRow, int toColumn) =>
            Math.Sqrt(Math.Pow(lon[toRow, toColumn] - lon[j, i], 2) + Math.Pow(lat[toRow, toColumn] - lat[j, i], 2));
    }
}
