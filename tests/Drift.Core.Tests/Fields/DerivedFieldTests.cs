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
using Xunit;

namespace Drift.Core.Tests.Fields;

public sealed class DerivedFieldTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 40).Select(i => -0.5 + (i * 0.1373))], Y = [.. Enumerable.Range(0, 40).Select(i => 0.05 + (i * 0.77 % 2.9))];

    [Fact]
    public void A_sum_is_the_sum_of_its_fields_each_times_its_factor()
    {
        using FieldSet set = Make(Mesh.Flat);
        set.Add(Field.Sum("U", ("U_a", 1), ("U_b", 1), ("U_wind", 0.03)), Field.Sum("V", ("V_a", 1), ("V_b", -2), ("V_wind", 0.03)));
        set.Add(Field.Expression("E", "U_a + U_b + 0.03 * U_wind"), Field.Expression("G", "1 * (U_a + U_b + U_wind * 0.03)"));
        VectorField velocity = set.UseVelocity();
        (Field e, Field g, Field alone) = (set.Use("E"), set.Use("G"), set.Use("U"));
        Field[] parts = [set.Use("U_a"), set.Use("U_b"), set.Use("U_wind"), set.Use("V_a"), set.Use("V_b"), set.Use("V_wind")];
        set.MoveTo(0, 10);
        double[][] values = [.. parts.Select(part => Sampled.Values(part, X, Y, 3))];
        double[] u = Sampled.Values(velocity, 0, X, Y, 3), v = Sampled.Values(velocity, 1, X, Y, 3);
        Assert.Contains(u, value => value == -3);
        Assert.Contains(u, value => value > 0);
        for (int i = 0; i < X.Length; i++)
        {
            bool isOutside = values.Any(part => part[i] == -3);
            Assert.Equal(isOutside ? -3 : values[0][i] + values[1][i] + (0.03 * values[2][i]), u[i]);
            Assert.Equal(isOutside ? -3 : values[3][i] + (-2 * values[4][i]) + (0.03 * values[5][i]), v[i]);
        }

        Assert.Equal(u, Sampled.Values(alone, X, Y, 3));
        Assert.Equal(u, Sampled.Values(e, X, Y, 3));
        Assert.Equal(u, Sampled.Values(g, X, Y, 3));
    }

    [Fact]
    public void A_nest_has_the_bits_of_the_fine_grid_where_it_reaches_and_those_of_the_coarse_one_elsewhere()
    {
        using FieldSet set = Make(Mesh.Flat);
        set.Add(Field.Nested("U", "U_b", "U_a"), Field.Nested("V", "V_b", "V_a"), Field.Expression("slope", "ddx(U)"), Field.Expression("fine", "ddx(U_b)"), Field.Expression("coarse", "ddx(U_a)"));
        VectorField velocity = set.UseVelocity();
        (Field slope, Field fineSlope, Field coarseSlope) = (set.Use("slope"), set.Use("fine"), set.Use("coarse"));
        FieldPair fine = set.UsePair("U_b", "V_b"), coarse = set.UsePair("U_a", "V_a");
        set.MoveTo(0, 10);

        // The fine grid reaches from 1 to 3 and from 0.5 to 2, both edges within.
        double[] x = [.. X, 1, 3, Math.BitDecrement(1), Math.BitIncrement(3), 2], y = [.. Y, 0.5, 2, 1, 1, Math.BitIncrement(2)];
        for (int component = 0; component < 2; component++)
        {
            double[] nested = Sampled.Values(velocity, component, x, y, 3), inner = Sampled.Values(fine, component, x, y, 3), outer = Sampled.Values(coarse, component, x, y, 3);
            Assert.Equal(inner.Zip(outer, (f, c) => f == -3 ? c : f), nested);
            Assert.Contains(nested, value => value == -3);
            Assert.Contains(nested.Zip(inner), pair => pair.First == pair.Second && pair.First != -3);
            Assert.Contains(nested.Zip(outer), pair => pair.First == pair.Second && pair.First != -3);
        }

        Assert.Equal(Sampled.Values(fineSlope, x, y, 3).Zip(Sampled.Values(coarseSlope, x, y, 3), (f, c) => f == -3 ? c : f), Sampled.Values(slope, x, y, 3));
    }

    [Fact]
    public void A_pair_of_a_field_and_its_multiple_is_both()
    {
        using FieldSet set = Make(Mesh.Flat);
        set.Add(Field.Expression("Kh_zonal", "100 * abs(U_a)"), Field.Expression("Kh_meridional", "2.5 * Kh_zonal"));
        FieldPair pair = set.UsePair("Kh_zonal", "Kh_meridional");
        (Field zonal, Field meridional) = (set.Use("Kh_zonal"), set.Use("Kh_meridional"));
        set.MoveTo(0, 10);
        Assert.Equal(Sampled.Values(zonal, X, Y, 3), Sampled.Values(pair, 0, X, Y, 3));
        Assert.Equal(Sampled.Values(meridional, X, Y, 3), Sampled.Values(pair, 1, X, Y, 3));
        Assert.Equal(Sampled.Values(zonal, X, Y, 3).Select(value => value == -3 ? -3 : 2.5 * value), Sampled.Values(pair, 1, X, Y, 3));
    }

    [Fact]
    public void Components_of_a_staggered_velocity_on_different_grids_are_refused()
    {
        using FieldSet set = Staggered(Mesh.Flat, "");
        using var other = new FieldSet(Mesh.Flat).Add(set["U"], Field.FromData("V", new RectilinearGrid(Mesh.Flat, new Axis([0, 1]), new Axis([0, 1])), new float[2, 2]).VelocityInterpolatedBy(new CGridVelocity()));
        DriftException error = Assert.Throws<DriftException>(() => KernelPlan.Make([new AdvectionEE()], other));
        Assert.Equal(
            "kernels: U and V are components of a velocity with C-grid interpolation, but not on one grid at the same times; give both from files with the same grid and times",
            Assert.Single(error.Problems).ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("sum")]
    [InlineData("nest")]
    [InlineData("flow")]
    [InlineData("mixed")]
    public void Derivatives_of_both_components_together_have_the_bits_of_each_alone(string kind)
    {
        using FieldSet set = Make(Mesh.Spherical);
        set.AddFlow(new RadialRotation(), "U_flow", "V_flow");
        set.Add(Field.Constant("U_mixed", 2), Field.Expression("V_mixed", "V_a^2"));
        set.Add(Field.Sum("U_sum", ("U_nest", 1), ("U_wind", 0.5), ("U_flow", 1)), Field.Sum("V_sum", ("V_nest", 2), ("V_wind", -1), ("V_flow", 1)));
        set.Add(Field.Nested("U_nest", "U_b", "U_a"), Field.Nested("V_nest", "V_b", "V_a"));
        foreach (string slope in (string[])["ddx", "ddy"])
        {
            set.Add(Field.Expression(slope + "_u", $"{slope}(U_{kind})"), Field.Expression(slope + "_v", $"{slope}(V_{kind})"));
            set.Add(Field.Expression(slope, $"{slope}(V_{kind}) + 16 * {slope}(U_{kind})"));
        }

        Field[] fields = [.. new[] { "ddx", "ddx_u", "ddx_v", "ddy", "ddy_u", "ddy_v" }.Select(set.Use)];
        set.MoveTo(0, 10);
        double[][] values = [.. fields.Select(field => Sampled.Values(field, X, Y, 3))];
        for (int k = 0; k < 6; k += 3)
        {
            for (int i = 0; i < X.Length; i++)
                Assert.Equal(values[k + 1][i] == -3 || values[k + 2][i] == -3 ? -3 : values[k + 2][i] + (16 * values[k + 1][i]), values[k][i]);
        }

        Assert.True(values[0].Distinct().Count() > 4);
    }

    [Fact]
    public void Below_the_last_level_of_a_nest_the_next_one_counts()
    {
        // The places are 3 m deep.
        using var set = new FieldSet(Mesh.Flat);
        set.Add(Deep("shallow", 0, 2, 5), Deep("deep", 0, 10, 7), Deep("elsewhere", 20, 10, 9));
        set.Add(Field.Nested("N", "shallow", "deep"), Field.Nested("M", "elsewhere", "shallow"), Field.Nested("L", "shallow", "elsewhere"), Field.Nested("K", "deep", "shallow"));
        Field[] fields = [.. new[] { "N", "M", "L", "K" }.Select(set.Use)];
        set.MoveTo(0, 0);
        Assert.Equal([7, -7, -7, 7], fields.Select(field => Sampled.Value(field, 0.5, 0.5)));
        Assert.Equal([-3, 9, 9, -3], fields.Select(field => Sampled.Value(field, 20.5, 0.5)));

        static Field Deep(string name, double west, double bottom, float value)
        {
            var grid = new RectilinearGrid(Mesh.Flat, new Axis([west, west + 1]), new Axis([0, 1]), new ZLevels(new Axis([0, bottom])));
            return Field.FromSource(name, new MemorySource(grid, [], [.. Enumerable.Repeat(value, 8)]));
        }
    }

    [Fact]
    public void Particles_of_a_group_may_be_at_different_times()
    {
        using FieldSet set = Make(Mesh.Flat);
        set.Add(Field.Expression("E", "time * U_a + where(U_wind > 0.5, N, 2)"), Field.Nested("N", "U_b", "U_a"));
        (Field e, Field n, Field a, Field wind) = (set.Use("E"), set.Use("N"), set.Use("U_a"), set.Use("U_wind"));
        set.MoveTo(0, 10);
        double[] times = [.. Enumerable.Range(0, X.Length).Select(i => i * 0.271)];
        double[] found = Sampled.Values(e, X, Y, times);
        for (int i = 0; i < X.Length; i++)
        {
            (double u, double nested, double w) = (Sampled.Value(a, X[i], Y[i], times[i]), Sampled.Value(n, X[i], Y[i], times[i]), Sampled.Value(wind, X[i], Y[i], times[i]));
            Assert.Equal(times[i] > 10 && u != -3 ? -4 : u < 0 ? u : (times[i] * u) + (w > 0.5 ? nested : 2), found[i]);
        }
    }

    [Fact]
    public void All_nests_are_held_and_the_run_reaches_as_far_as_all_of_them()
    {
        using FieldSet set = Make(Mesh.Flat);
        set.Add(Field.Nested("U", "U_b", "U_a"), Field.Nested("V", "V_b", "V_a"));
        Assert.Equal(0, set.BytesHeld());
        set.UseVelocity();
        Assert.Equal((0, 10), set.TimeRange());
        Assert.Equal(10, set.NextSnapshot(0, false));

        // Two components, of two snapshots on 5 × 4 nodes and of one on 4 × 3; some floats more at the end of each.
        Assert.Equal(sizeof(float) * ((2 * 2 * 20) + 8 + (2 * 12) + 8), set.BytesHeld());
        Field second = set.Use("U_b");
        set.MoveTo(0, 10);
        Assert.Equal(-4, Sampled.Values(set.UseVelocity(), 0, [0.2], [0.2], 11)[0]);
        Assert.True(Sampled.Values(second, [1.5], [1], 11)[0] > 0);
    }

    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void A_component_of_a_staggered_velocity_is_sampled_alone_with_the_help_of_its_partner(Mesh mesh)
    {
        using FieldSet set = Staggered(mesh, "");
        using FieldSet other = Staggered(mesh, "");
        using FieldSet third = Staggered(mesh, "_x");
        (Field u, Field v) = (set.Use("U"), other.Use("V"));
        third.Add(Field.Sum("U", ("U_x", 2), ("a", 1)), Field.Sum("V", ("V_x", 2), ("a", 1)), Field.Constant("a", 1));
        VectorField velocity = set.UseVelocity(), twice = third.UseVelocity();
        foreach (FieldSet each in (FieldSet[])[set, other, third])
            each.MoveTo(0, 0);
        double[] x = [0.2, 1.5, 2.9, 7], y = [0.2, 0.9, 1.4, 1];
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Sampled.Values(velocity, 0, x, y), Sampled.Values(u, x, y));
            Assert.Equal(Sampled.Values(velocity, 1, x, y), Sampled.Values(v, x, y));
        }

        // The flux through a cell of the flat mesh is linear: at x = 0.2 in the first cell, of faces with 1 and 2 m/s.
        if (mesh == Mesh.Flat)
            Assert.Equal(1.2, Sampled.Value(u, 0.2, 0.2), 1e-15);
        Assert.Equal(Sampled.Values(velocity, 0, x, y).Select(value => value == -3 ? -3 : (2 * value) + 1), Sampled.Values(twice, 0, x, y));
    }

    [Fact]
    public void The_vertical_component_takes_the_horizontal_ones_before_or_after_they_are_used()
    {
        using FieldSet set = Staggered(Mesh.Flat, ""), other = Staggered(Mesh.Flat, "");
        Field first = set.Use("W");
        VectorField velocity = set.UseVelocity();
        other.UseVelocity();
        Field later = other.Use("W");
        set.MoveTo(0, 0);
        other.MoveTo(0, 0);
        Assert.Equal([0.5, 0.5], (double[])[Sampled.Value(first, 0.2, 0.2), Sampled.Value(later, 0.2, 0.2)]);
        Assert.Equal(1.2, Sampled.Values(velocity, 0, [0.2], [0.2])[0], 1e-15);
        Assert.Equal(1.2, Sampled.Values(other.UseVelocity(), 0, [0.2], [0.2])[0], 1e-15);
    }

    [Fact]
    public void A_component_without_its_partner_is_refused()
    {
        using FieldSet set = Staggered(Mesh.Flat, "");
        using var alone = new FieldSet(Mesh.Flat).Add(set["U"]);
        Assert.Equal(
            "field U: U is a component of a velocity with C-grid interpolation, which takes the other components too, but there is no field V; give the components names that begin with U, V and W and go on alike",
            Assert.Throws<DriftException>(() => alone.Use("U")).Message);
    }

    [Fact]
    public void A_flow_under_other_names_adds_up_with_other_fields()
    {
        using var set = new FieldSet(Mesh.Flat);
        set.AddFlow(new RadialRotation(), "U_turn", "V_turn");
        set.Add(Field.Constant("U_wind", 10), Field.Constant("V_wind", 0));
        set.Add(Field.Sum("U", ("U_turn", 1), ("U_wind", 0.01)), Field.Sum("V", ("V_turn", 1), ("V_wind", 0.01)));
        VectorField velocity = set.UseVelocity();
        Field alone = set.Use("V_turn");
        double omega = 2 * Math.PI / 86400;
        Assert.Equal([(omega * 5) + 0.1], Sampled.Values(velocity, 0, [40], [35]));
        Assert.Equal([-omega * 10], Sampled.Values(velocity, 1, [40], [35]));
        Assert.Equal(-omega * 10, Sampled.Value(alone, 40, 35));
        Assert.False(set.UseVelocity().IsAnalytic);
        Assert.Contains("V_turn", Assert.Throws<InvalidOperationException>(() => set.AddFlow(new RadialRotation(), "U_new", "V_turn")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_on_derived_fields_has_the_same_bits_on_any_lanes_and_is_that_of_the_sum()
    {
        double[] lon = [.. Enumerable.Range(0, 37).Select(i => 1 + (i * 0.05))], lat = [.. Enumerable.Range(0, 37).Select(i => 0.6 + (i * 0.03))];
        double[][] ends = [.. new[] { LaneWidth.One, LaneWidth.Four, LaneWidth.Eight }.Select(lanes =>
        {
            using FieldSet set = Make(Mesh.Spherical);
            set.Add(Field.Sum("U", ("U_a", 0.5), ("U_c", 1)), Field.Sum("V", ("V_a", 0.5), ("V_c", 1)), Field.Nested("U_c", "U_b", "U_a"), Field.Nested("V_c", "V_b", "V_a"));
            set.Add(Field.Expression("Kh_zonal", "1e-3 * cell_area * sqrt(ddx(U)^2 + ddy(V)^2)"), Field.Expression("Kh_meridional", "Kh_zonal"));
            using var particles = new ParticleSet(set, lon, lat);
            particles.Execute(new DiffusionUniformKh() + new AdvectionRk4(), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), seed: 3, lanes: lanes);
            Assert.Equal(37, particles.CountOf(ParticleStatus.Active));
            return (double[])[.. particles.Lon, .. particles.Lat];
        })];
        Assert.Equal(ends[0], ends[1]);
        Assert.Equal(ends[0], ends[2]);
        Assert.All(ends[0].Take(37).Zip(lon), pair => Assert.NotEqual(pair.Second, pair.First));
    }

    /// <summary>Fields a on 5 × 4 nodes with two snapshots, b on a finer grid inside, and a wind on a grid of its own; all positive.</summary>
    private static FieldSet Make(Mesh mesh)
    {
        var coarse = new RectilinearGrid(mesh, new Axis([0, 1, 2, 3, 4]), new Axis([0, 1, 2, 3]));
        var fine = new RectilinearGrid(mesh, new Axis([1, 1.7, 2.5, 3]), new Axis([0.5, 1.25, 2]));
        var wind = new RectilinearGrid(mesh, new Axis([-1, 5]), new Axis([-1, 4]));
        var set = new FieldSet(mesh);
        int seed = 0;
        foreach (string component in (string[])["U", "V"])
        {
            set.Add(
                Field.FromSource(component + "_a", new MemorySource(coarse, [0, 10], Values(40))),
                Field.FromSource(component + "_b", new MemorySource(fine, [], Values(12))),
                Field.FromSource(component + "_wind", new MemorySource(wind, [], Values(4))));
        }

        return set;

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.1f + (seed++ * 0.37f % 1))];
    }

    /// <summary>A C-grid of 3 × 2 cells, with vertical velocity.</summary>
    private static FieldSet Staggered(Mesh mesh, string ending)
    {
        var grid = new RectilinearGrid(mesh, new Axis([0, 1, 2, 3]), new Axis([0, 1, 2]));
        var set = new FieldSet(mesh);
        set.Add(
            Field.FromData("U" + ending, grid, new float[,] { { 1, 2, 3, 1 }, { 2, 1, 2, 2 }, { 1, 1, 1, 1 } }).VelocityInterpolatedBy(new CGridVelocity()),
            Field.FromData("V" + ending, grid, new float[,] { { 1, 0.5f, 2, 0 }, { 2, 3, 1, 0 }, { 1, 2, 1, 0 } }).VelocityInterpolatedBy(new CGridVelocity()),
            Field.FromData("W" + ending, grid, new float[,] { { 0.5f, 1, 2, 0 }, { 2, 3, 1, 0 }, { 1, 2, 1, 0 } }).VelocityInterpolatedBy(new CGridVelocity()));
        return set;
    }
}
