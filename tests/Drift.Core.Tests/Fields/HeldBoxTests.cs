using CsCheck;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Fields;

public class HeldBoxTests
{
    [Theory]
    [InlineData(Mesh.Spherical, 12)]
    [InlineData(Mesh.Flat, 12)]
    [InlineData(Mesh.Spherical, 300)]
    public void What_is_held_changes_no_result(Mesh mesh, int particles)
    {
        // The flow carries them many cells far, and faster than the margin expects: some wait in each interval.
        double[] whole = Run(mesh, particles, long.MaxValue, 1, sort: false, out long all), part = Run(mesh, particles, 0, 1, sort: false, out long read);
        Assert.Equal(whole, part);
        Assert.Equal(whole, Run(mesh, particles, 0, 2, sort: true, out _));
        if (particles < 100)
            Assert.InRange(read, 1, all / 2);
    }

    [Theory]
    [InlineData("ddx(U)")]
    [InlineData("ddx(U) + 3 * ddx(V)")]
    public void A_derivative_waits_for_a_value_beside_that_is_not_held(string slope)
    {
        double[] lon = [.. Enumerable.Range(0, 2600).Select(i => 10 + (0.37 * i))], lat = [.. Enumerable.Range(0, 2600).Select(_ => 4.3)];
        using FieldSet whole = Make(long.MaxValue), part = Make(0);
        (Field expected, Field found, Field u) = (whole.Use("slope"), part.Use("slope"), part.Use("U"));
        whole.MoveTo(0, 10);
        part.MoveTo(0, 10, until: 10, places: new Places([500], [4]));
        double[] right = Sampled.Values(expected, lon, lat), held = Sampled.Values(found, lon, lat), values = Sampled.Values(u, lon, lat);

        // What waits has error −1, which stands here as 1; no derivative and no value is 1.
        Assert.All(held.Zip(right), pair => Assert.True(pair.First == 1 || pair.First == pair.Second));
        Assert.Contains(held, value => value != 1);
        Assert.Contains(held.Zip(values), pair => pair.First == 1 && pair.Second != 1);

        FieldSet Make(long wholeUpTo) => new FieldSet(Mesh.Flat) { WholeUpTo = wholeUpTo }.Add(
            Field.FromSource("U", new CountedValues(Plane(), [0, 10], (_, j, i) => 8 + Math.Sin(j + (0.5 * i)))), Field.FromSource("V", new CountedValues(Plane(), [0, 10], (_, j, i) => Math.Cos(j + (0.7 * i)))),
            Field.Expression("slope", slope));

        static RectilinearGrid Plane() => new(Mesh.Flat, new Axis([.. Enumerable.Range(0, 1000).Select(i => (double)i)]), new Axis([.. Enumerable.Range(0, 10).Select(j => (double)j)]));
    }

    [Fact]
    public void A_box_on_a_global_grid_may_reach_over_the_seam()
    {
        RectilinearGrid grid = Globe();
        var box = new HeldBox(grid, 4, 0);
        Assert.True(box.Choose(new Places([179, -179], [0, 0.5]), 0, HeapMemory.Instance));
        Assert.True(box.IsPart);
        Assert.True(box.Box.FirstColumn > 180 && box.Box.FirstColumn + box.Box.Columns > 360);
        Assert.InRange(box.Box.Columns, 3, 20);
    }

    [Fact]
    public void Particles_all_around_need_the_whole_grid()
    {
        var box = new HeldBox(Globe(), 4, 0);
        box.Choose(new Places([.. Enumerable.Range(0, 360).Select(i => (double)i)], [.. Enumerable.Range(0, 360).Select(i => (i % 170) - 85.0)]), 0, HeapMemory.Instance);
        Assert.False(box.IsPart);
    }

    [Fact]
    public void A_box_stays_while_it_covers_what_is_needed()
    {
        var box = new HeldBox(Globe(), 4, 0);
        Assert.True(box.Choose(new Places([10], [20]), 500e3, HeapMemory.Instance));
        GridBox first = box.Box;
        Assert.False(box.Choose(new Places([12], [21]), 500e3, HeapMemory.Instance));
        Assert.Equal(first, box.Box);
        Assert.True(box.Choose(new Places([40], [21]), 500e3, HeapMemory.Instance));
    }

    private static RectilinearGrid Globe() =>
        new(Mesh.Spherical, new Axis([.. Enumerable.Range(0, 360).Select(i => i - 180.0)]), new Axis([.. Enumerable.Range(0, 179).Select(j => j - 89.0)]));

    private static double[] Run(Mesh mesh, int count, long wholeUpTo, int threads, bool sort, out long read)
    {
        double unit = mesh == Mesh.Spherical ? 1 : 111e3;
        var grid = new RectilinearGrid(mesh, new Axis([.. Enumerable.Range(0, 360).Select(i => (i - 180) * unit)]), new Axis([.. Enumerable.Range(0, 179).Select(j => (j - 89) * unit)]));
        double[] times = [.. Enumerable.Range(0, 5).Select(k => 86400.0 * k)];
        var u = new CountedValues(grid, times, (k, j, i) => 8 + Math.Sin(k + (0.1 * j) + (0.02 * i)));
        var v = new CountedValues(grid, times, (k, j, i) => 2 * Math.Cos(k - (0.1 * j)));
        using FieldSet set = new FieldSet(mesh) { WholeUpTo = wholeUpTo }.Add(
            Field.FromSource("U", u), Field.FromSource("V", v), Field.FromSource("Kh_zonal", new CountedValues(grid, [], (_, j, _) => 100 + j)), Field.Constant("Kh_meridional", 10));
        double[] lon = [.. Enumerable.Range(0, count).Select(i => (170 + (3 * i * 0.61803398875 % 1)) * unit)], lat = [.. Enumerable.Range(0, count).Select(i => 5 * i * 0.41421356237 % 1 * unit)];
        if (mesh == Mesh.Flat)
            lon = [.. lon.Select(x => x - (100 * unit))];
        using var particles = new ParticleSet(set, lon, lat);
        particles.Execute(new AdvectionRk4() + new DiffusionUniformKh() + new Ageing(), TimeSpan.FromDays(4), TimeSpan.FromHours(1), seed: 3, threads: threads, sort: sort);
        read = u.Values;
        Assert.Equal(count, particles.CountOf(ParticleStatus.Active));
        return [.. particles.Lon, .. particles.Lat];
    }

    private sealed class Places(double[] lon, double[] lat) : IPlaces
    {
        public ReadOnlySpan<double> Lon => lon;

        public ReadOnlySpan<double> Lat => lat;

        public bool IsActive(int particle) => true;
    }

    private sealed class CountedValues(RectilinearGrid grid, double[] times, Func<int, int, int, double> value) : ISnapshotSource
    {
        /// <summary>Number of values read.</summary>
        public long Values { get; private set; }

        public Grid Grid => grid;

        public IReadOnlyList<double> Times => times;

        public string Unit => "";

        public void Read(int snapshot, GridBox box, Span<float> values)
        {
            Values += values.Length;
            for (int n = 0; n < values.Length; n++)
                values[n] = (float)value(snapshot, box.FirstRow + (n / box.Columns), box.FirstColumn + (n % box.Columns));
        }

        public void Dispose()
        {
        }
    }
}
