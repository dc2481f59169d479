using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;
using Xunit;

namespace Drift.Core.Tests.Fields;

public sealed class ExpressionTests
{
    // At lon 2.25, lat 0.5, depth 3, time 7 with A = 4 and B = 0.25: plain arithmetic, to be right to rounding of a few operations.
    [Theory]
    [InlineData("1", 1)]
    [InlineData("A + B * 2", 4.5)]
    [InlineData("(A + B) * 2", 8.5)]
    [InlineData("A - B - 1", 2.75)]
    [InlineData("A / B / 2", 8)]
    [InlineData("-A^2", -16)]
    [InlineData("(-A)^2", 16)]
    [InlineData("2^3^2", 512)]
    [InlineData("A^-2", 0.0625)]
    [InlineData("A^0.5", 2)]
    [InlineData("A**1.5", 8)]
    [InlineData("(-A)^3", -64)]
    [InlineData("(-A)^0", 1)]
    [InlineData("2e-1 + .5 + 1.E1", 10.7)]
    [InlineData("sqrt(abs(-A)) + min(A, B) - max(A, B)", -1.75)]
    [InlineData("exp(log(A))", 4)]
    [InlineData("sin(B)^2 + cos(B)^2", 1)]
    [InlineData("lon + 10 * lat + 100 * depth + 1000 * time", 7307.25)]
    [InlineData("where(A > B, 1, 2)", 1)]
    [InlineData("where(A < B, 1, 2)", 2)]
    [InlineData("where(A >= 4 and B <= 0.25, 1, 2)", 1)]
    [InlineData("where(A == 4 and not (B != 0.25), 1, 2)", 1)]
    [InlineData("where(A != 4 or B == 0.25, 1, 2)", 1)]
    [InlineData("where((A < 4 or A > 4) and B > 0, 1, 2)", 2)]
    [InlineData("ddx(A) + ddy(B)", 0)]
    [InlineData("- - + A", 4)]
    public void An_expression_is_what_it_says(string text, double expected)
    {
        using var set = new FieldSet(Mesh.Flat);
        set.Add(Field.Constant("A", 4), Field.Constant("B", 0.25), Field.Expression("E", text));
        Assert.Equal(expected, Sampled.Value(set.Use("E"), 2.25, 0.5, 7), 1e-13 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData("sqrt(0 - A)")]
    [InlineData("log(0 - A)")]
    [InlineData("(0 - A)^0.3")]
    public void What_has_no_value_is_not_a_number_and_ends_the_particle(string text)
    {
        using var set = new FieldSet(Mesh.Flat);
        set.Add(Field.Constant("A", 4), Field.Expression("U", text), Field.Constant("V", 0));
        var particles = new ParticleSet(set, [0.0], [0.0]);
        particles.Execute(new AdvectionEE(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Equal(ParticleStatus.NotFinite, particles.Status[0]);
    }

    [Theory]
    [InlineData("", "column 1 of '': the expression is empty; write one such as '2 * U'")]
    [InlineData("A +", "column 4 of 'A +': a value is missing at the end; write a number, the name of a field or a function")]
    [InlineData("A * (B", "column 7 of 'A * (B': ')' is missing for the '(' of column 5; close the bracket")]
    [InlineData("A)", "column 2 of 'A)': ')' closes nothing; remove it")]
    [InlineData("2 A", "column 3 of '2 A': 'A' does not go on from what stands before it; write an operator between, such as * or +")]
    [InlineData("A $ B", "column 3 of 'A $ B': '$' does not go on from what stands before it; write an operator between, such as * or +")]
    [InlineData("A + $", "column 5 of 'A + $': '$' is not expected there; write a number, the name of a field or a function")]
    [InlineData("sqr(A)", "column 1 of 'sqr(A)': there is no function sqr; did you mean 'sqrt'?")]
    [InlineData("min(A)", "column 1 of 'min(A)': min takes 2 values, not 1; separate values by commas")]
    [InlineData("sqrt(A, B)", "column 1 of 'sqrt(A, B)': sqrt takes 1 value, not 2; separate values by commas")]
    [InlineData("where(A, 1, 2)", "column 7 of 'where(A, 1, 2)': a number stands where a condition is needed; compare it, such as U > 0")]
    [InlineData("A > B", "column 1 of 'A > B': a condition stands where a number is needed; make numbers of it: where(condition, 1, 0)")]
    [InlineData("2 * (A > B)", "column 5 of '2 * (A > B)': a condition stands where a number is needed; make numbers of it: where(condition, 1, 0)")]
    [InlineData("ddx(2 * A)", "column 5 of 'ddx(2 * A)': ddx takes the name of a field; write ddx(U), and give an expression a name of its own as a field")]
    [InlineData("2 * ddx(A", "column 10 of '2 * ddx(A': ')' is missing for the '(' of column 8; close the bracket")]
    [InlineData("ddy(lon)", "column 5 of 'ddy(lon)': ddy takes the name of a field; write ddy(U), and give an expression a name of its own as a field")]
    [InlineData("1.2.3", "column 1 of '1.2.3': '1.2.3' is no number; write numbers as 0.03 or 1e-4")]
    [InlineData("A and B", "column 1 of 'A and B': a number stands where a condition is needed; compare it, such as U > 0")]
    [InlineData("2 * and", "column 5 of '2 * and': 'and' stands where a value is needed; write conditions to both sides, such as U > 0 and V > 0")]
    [InlineData("ddx", "column 1 of 'ddx': 'ddx' stands where a value is needed; write ddx(…)")]
    public void What_cannot_be_read_is_refused_with_its_column(string text, string problem)
    {
        DriftException error = Assert.Throws<DriftException>(() => Field.Expression("E", text));
        Assert.Equal($"field E: {problem}", Assert.Single(error.Problems).ToString());
    }

    [Fact]
    public void What_is_too_long_or_too_deep_is_refused()
    {
        string deep = new string('(', 100) + "A" + new string(')', 100), signs = new string('-', 10_000) + "A";
        Assert.Contains("more than 64 brackets", Assert.Throws<DriftException>(() => Field.Expression("E", deep)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 64 brackets", Assert.Throws<DriftException>(() => Field.Expression("E", signs)).Message, StringComparison.Ordinal);
        string sum = string.Join(" * ", Enumerable.Range(0, 130).Select(i => $"A{i}"));
        Assert.Contains("longer than 128 operations", Assert.Throws<DriftException>(() => Field.Expression("E", sum)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_are_missing_or_made_of_themselves_are_refused_by_name()
    {
        using var set = new FieldSet(Mesh.Flat);
        set.Add(Field.Constant("U_current", 1), Field.Expression("E", "2 * U_curent"), Field.Sum("P", ("Q", 1)), Field.Nested("Q", "R"), Field.Expression("R", "P + 1"), Field.Expression("S", "P"));
        Assert.Equal("field E: E is made of a field U_curent, which does not exist; did you mean 'U_current'?", Assert.Throws<DriftException>(() => set.Use("E")).Message);
        set.Add(Field.Expression("F", "cell_aera"));
        Assert.EndsWith("a field cell_aera, which does not exist; did you mean 'cell_area'?", Assert.Throws<DriftException>(() => set.Use("F")).Message, StringComparison.Ordinal);
        foreach (string name in (string[])["P", "Q", "R", "S"])
            Assert.Equal($"field {name}: fields are made of themselves: P → Q → R → P; make one of them of other fields", Assert.Throws<DriftException>(() => set.Use(name)).Message);
        DriftException error = Assert.Throws<DriftException>(() => KernelPlan.Make([new AdvectionEE()], new FieldSet(Mesh.Flat).Add(Field.Expression("U", "V"), Field.Expression("V", "U"))));
        Assert.Equal("kernels: fields are made of themselves: U → V → U; make one of them of other fields", Assert.Single(error.Problems).ToString());
    }

    [Fact]
    public void An_expression_over_no_grid_has_no_cell_area()
    {
        using var set = new FieldSet(Mesh.Flat).Add(Field.Constant("A", 1), Field.Expression("E", "A * cell_area"));
        Assert.Equal("field E: cell_area has no meaning where no field is on a grid; give the area as a number in m2", Assert.Throws<DriftException>(() => set.Use("E")).Message);
    }

    [Fact]
    public void An_expression_has_an_error_where_one_of_its_fields_has_one()
    {
        using FieldSet set = FieldSet.FromData(Mesh.Flat, [0, 1], [0, 1], ("A", 1));
        set.Add(Field.Expression("E", "where(lon > 100, A, 5)"));
        Field field = set.Use("E");
        set.MoveTo(0, 0);
        Assert.Equal([5, -3, 5, -3], Sampled.Values(field, [0.5, 1.5, 1, double.NaN], [0.5, 0.5, 1, 0]));
    }

    // A linear flow is interpolated exactly but for the rounding of its nodes to single precision: here they have few digits.
    [Theory]
    [InlineData(Mesh.Flat)]
    [InlineData(Mesh.Spherical)]
    public void Smagorinsky_diffusivity_of_a_linear_shear_flow_is_its_formula(Mesh mesh)
    {
        double[] lon = [.. Enumerable.Range(0, 9).Select(i => i * 0.5)], lat = [.. Enumerable.Range(0, 7).Select(j => 40 + (j * 0.25))];
        (double ux, double uy, double vx, double vy) = (0.125, -0.25, 0.5, 0.0625);
        using FieldSet set = FieldSet.FromData(mesh, lon, lat, ("U", Linear(ux, uy)), ("V", Linear(vx, vy)));
        set.Add(Field.Expression("Kh", "0.1 * cell_area * sqrt(ddx(U)^2 + 0.5 * (ddy(U) + ddx(V))^2 + ddy(V)^2)", "m2 s-1"));
        Field kh = set.Use("Kh");
        set.MoveTo(0, 0);

        // Inside, within half a cell of the edges, and at a corner: differences to one side are as good.
        double[] x = [1.3, 0.1, 3.9, 2, 0, 4], y = [40.6, 41.45, 40.01, 41, 40, 41.5];
        double[] found = Sampled.Values(kh, x, y);
        for (int i = 0; i < x.Length; i++)
        {
            double perY = mesh == Mesh.Flat ? 1 : 111_120, perX = mesh == Mesh.Flat ? 1 : 111_120 * Math.Cos(y[i] * Math.PI / 180);
            double expected = 0.1 * (0.5 * perX) * (0.25 * perY) * Math.Sqrt(Math.Pow(ux / perX, 2) + (0.5 * Math.Pow((uy / perY) + (vx / perX), 2)) + Math.Pow(vy / perY, 2));

            // Rounding of coordinates: 4e-15 of half a cell of 0.125.
            Assert.Equal(expected, found[i], 1e-12 * expected);
        }

        float[,] Linear(double alongX, double alongY)
        {
            float[,] values = new float[lat.Length, lon.Length];
            for (int j = 0; j < lat.Length; j++)
            {
                for (int i = 0; i < lon.Length; i++)
                    values[j, i] = (float)((alongX * lon[i]) + (alongY * lat[j]));
            }

            return values;
        }
    }

    [Fact]
    public void A_derivative_is_the_difference_over_one_cell_around_the_particle()
    {
        using FieldSet set = FieldSet.FromData(Mesh.Flat, [0, 1, 2, 4], [0, 1], ("A", new float[,] { { 0, 1, 4, 16 }, { 0, 1, 4, 16 } }));
        set.Add(Field.Expression("E", "ddx(A)"));
        Field field = set.Use("E");
        set.MoveTo(0, 0);

        // In the middle of a cell its own slope; elsewhere of what lies half a cell to either side; to one side at the edge.
        Assert.Equal([1, 2, 2.5, 6, 1, 6], Sampled.Values(field, [0.5, 1, 1.25, 3, 0.25, 3.5], [0.5, 0.5, 0, 1, 0.5, 0.5]));
    }

    [Fact]
    public void A_flow_without_a_grid_is_differentiated_too()
    {
        using var set = new FieldSet(Mesh.Flat);
        set.AddFlow(new Drift.Core.Fields.Sources.Flows.RadialRotation());
        set.Add(Field.Expression("vorticity", "ddx(V) - ddy(U)"));

        // Over six centimetres: rounding of 5e5 m, 6e-11, against them.
        double omega = 2 * Math.PI / 86400;
        Assert.Equal(-2 * omega, Sampled.Value(set.Use("vorticity"), 5e5, 3e5), 1e-8 * omega);
    }
}
