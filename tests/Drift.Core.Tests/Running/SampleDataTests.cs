using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Running;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Running;

/// <summary>Analytic flows as files, on all kinds of grids.</summary>
public sealed class SampleDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Values are rounded to single precision in the file: 6e-8 of their size.
    [Theory]
    [InlineData("stommel", SampleLayout.Rectilinear, "x", "y")]
    [InlineData("stommel", SampleLayout.Curvilinear, "x", "y")]
    [InlineData("double-gyre", SampleLayout.Curvilinear, "x", "y")]
    [InlineData("solid-body-rotation", SampleLayout.Curvilinear, "lon", "lat")]
    public void Values_at_the_nodes_are_those_of_the_formula(string name, SampleLayout layout, string lonName, string latName)
    {
        FlowEntry flow = FlowRegistry.Find(name)!;
        using NetcdfReader file = Written(name, new() { Layout = layout, Size = (11, 9), Times = 2 });
        (double[] lon, double[] lat, double[] time) = (Doubles(file, lonName), Doubles(file, latName), Doubles(file, "time"));
        (float[] us, float[] vs) = (file.ReadAll<float>(file.Variable("U")), file.ReadAll<float>(file.Variable("V")));
        Assert.Equal((2 * 99, layout == SampleLayout.Rectilinear ? 11 : 99), (us.Length, lon.Length));
        using FieldSet fields = flow.Make(flow.Samples[0].Mesh);
        for (int n = 0; n < us.Length; n++)
        {
            int node = n % 99;
            (double x, double y) = layout == SampleLayout.Rectilinear ? (lon[node % 11], lat[node / 11]) : (lon[node], lat[node]);
            Lane1 none = 0.0;
            fields.UseVelocity().Sample<Lane1>(time[n / 99], 0, y, x, ref none, out Lane1 u, out Lane1 v);
            Assert.Equal(((float)(double)u, (float)(double)v), (us[n], vs[n]));
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-60)]
    public void A_twisted_grid_is_that_of_its_documented_formula_and_none_of_its_cells_is_folded(double twist)
    {
        using NetcdfReader file = Written("peninsula", new() { Layout = SampleLayout.Curvilinear, Size = (31, 21), Twist = twist });
        (double[] x, double[] y) = (Doubles(file, "x"), Doubles(file, "y"));
        for (int n = 0; n < x.Length; n++)
        {
            double s = n % 31 / 30.0, t = n / 31 / 20.0, q = twist * Math.PI / 180 * Math.Sin(Math.PI * s) * Math.Sin(Math.PI * t);
            Assert.Equal(100e3 * (0.5 + ((s - 0.5) * Math.Cos(q)) - ((t - 0.5) * Math.Sin(q))), x[n], 1e-9);
            Assert.Equal(50e3 * (0.5 + ((s - 0.5) * Math.Sin(q)) + ((t - 0.5) * Math.Cos(q))), y[n], 1e-9);
        }

        for (int j = 0; j < 20; j++)
        {
            for (int i = 0; i < 30; i++)
            {
                int a = (31 * j) + i, b = a + 32, c = a + 1, d = a + 31;
                double area = (((x[b] - x[a]) * (y[d] - y[c])) - ((x[d] - x[c]) * (y[b] - y[a]))) / 2;
                Assert.InRange(area / (100e3 / 30 * 50e3 / 20), 0.3, 2);
            }
        }
    }

    [Fact]
    public void A_curvilinear_grid_without_twist_has_the_nodes_and_values_of_the_rectilinear_one()
    {
        using NetcdfReader plain = Written("stommel", new() { Size = (7, 5) }), curved = Written("stommel", new() { Layout = SampleLayout.Curvilinear, Twist = 0, Size = (7, 5) });
        (double[] x, double[] y) = (Doubles(plain, "x"), Doubles(plain, "y"));
        Assert.Equal(Enumerable.Range(0, 35).Select(n => (x[n % 7], y[n / 7])), Doubles(curved, "x").Zip(Doubles(curved, "y")));
        Assert.Equal(plain.ReadAll<float>(plain.Variable("U")), curved.ReadAll<float>(curved.Variable("U")));
    }

    // Rounding of differences of ψ: some 1e-16 of the largest ψ, hence far below 1e-12 of what flows through the faces of a cell.
    [Theory]
    [InlineData("peninsula")]
    [InlineData("stommel")]
    [InlineData("double-gyre")]
    [InlineData("radial-rotation")]
    [InlineData("moving-eddies")]
    [InlineData("solid-body-rotation")]
    [InlineData("shear", Mesh.Spherical)]
    public void What_enters_a_cell_of_a_C_grid_leaves_it(string name, Mesh? mesh = null)
    {
        foreach (SampleLayout layout in new[] { SampleLayout.C, SampleLayout.CurvilinearC })
        {
            foreach (SampleIndexing indexing in Enum.GetValues<SampleIndexing>())
            {
                var cells = new Cells(this, name, new() { Layout = layout, Indexing = indexing, Mesh = mesh, Times = 2, Parameters = Tilted(name) });
                double largest = cells.Fluxes.Max(f => f.Max(Math.Abs));
                Assert.True(largest > 0);
                Assert.All(cells.Fluxes, f => Assert.Equal(0, f.Sum(), 1e-12 * largest));
            }
        }
    }

    // Fluxes through a line depend on its ends only: the coasts of the basin are lines of ψ = 0, and so are the edges of the twisted grid.
    [Theory]
    [InlineData(SampleLayout.C)]
    [InlineData(SampleLayout.CurvilinearC)]
    public void Nothing_flows_through_the_coasts_of_the_gyre(SampleLayout layout)
    {
        using NetcdfReader file = Written("stommel", new() { Layout = layout, Size = (21, 17) });
        (double[] u, double[] v) = (Doubles(file, "U"), Doubles(file, "V"));
        double largest = v.Max(Math.Abs);

        // Rows and columns of the file begin at the coast; the first row and column of faces lie outside it.
        Assert.All(Enumerable.Range(1, 16), j => Assert.Equal((0, 0), (Rounded(u[21 * j]), Rounded(u[(21 * j) + 20]))));
        Assert.All(Enumerable.Range(1, 20), i => Assert.Equal((0, 0), (Rounded(v[i]), Rounded(v[(21 * 16) + i]))));
        Assert.True(u.Max(Math.Abs) > 0.1);

        double Rounded(double speed) => Math.Abs(speed) < 1e-12 * largest ? 0 : speed;
    }

    // A uniform flow has no streamfunction here: each face has the component across it.
    [Fact]
    public void Faces_of_twisted_cells_have_the_component_across_them()
    {
        using NetcdfReader file = Written("uniform", new() { Layout = SampleLayout.CurvilinearC, Size = (21, 17), Parameters = Given(("u", 0.6), ("v", -0.2)) });
        (double[] x, double[] y, double[] u, double[] v) = (Doubles(file, "glamf"), Doubles(file, "gphif"), Doubles(file, "U"), Doubles(file, "V"));
        for (int n = 22; n < x.Length; n++)
        {
            (double ux, double uy) = (x[n] - x[n - 21], y[n] - y[n - 21]);
            Assert.Equal(((0.6 * uy) + (0.2 * ux)) / Math.Sqrt((ux * ux) + (uy * uy)), u[n], 1e-13);
            if (n % 21 == 0)
                continue;
            (double vx, double vy) = (x[n] - x[n - 1], y[n] - y[n - 1]);
            Assert.Equal(((-0.2 * vx) - (0.6 * vy)) / Math.Sqrt((vx * vx) + (vy * vy)), v[n], 1e-13);
        }

        Assert.True(u.Max() - u.Min() > 0.1, "the grid is not twisted");
    }

    // Over a face of a linear flow the mean is the velocity in its middle.
    [Theory]
    [InlineData(SampleIndexing.Nemo, "u", "v")]
    [InlineData(SampleIndexing.Mitgcm, "U", "V")]
    public void Faces_of_a_linear_flow_have_the_velocity_of_their_middle(SampleIndexing indexing, string faceU, string faceV)
    {
        using NetcdfReader file = Written("radial-rotation", new() { Layout = SampleLayout.CurvilinearC, Size = (13, 11), Indexing = indexing });
        bool isNemo = indexing == SampleIndexing.Nemo;
        (string lon, string lat) = isNemo ? ("glam", "gphi") : ("X", "Y");
        double[] x = Doubles(file, isNemo ? "glamf" : "XG"), y = Doubles(file, isNemo ? "gphif" : "YG"), u = Doubles(file, "U"), v = Doubles(file, "V");
        (double[] ux, double[] uy, double[] vx, double[] vy) = (Doubles(file, lon + faceU), Doubles(file, lat + faceU), Doubles(file, lon + faceV), Doubles(file, lat + faceV));
        double omega = 2 * Math.PI / 86400;
        for (int n = 14; n < x.Length - 14; n++)
        {
            // The way along a face from its middle to its northern, or to its eastern end.
            (int north, int east) = isNemo ? (n, n) : (n + 13, n + 1);
            (double dx, double dy) = (x[north] - ux[n], y[north] - uy[n]);
            Assert.Equal(omega * (((uy[n] - 30) * dy) + ((ux[n] - 30) * dx)) / Math.Sqrt((dx * dx) + (dy * dy)), u[n], 1e-15);
            if (n % 13 == (isNemo ? 0 : 12))
                continue;
            (dx, dy) = (x[east] - vx[n], y[east] - vy[n]);
            Assert.Equal(omega * ((-(vx[n] - 30) * dx) - ((vy[n] - 30) * dy)) / Math.Sqrt((dx * dx) + (dy * dy)), v[n], 1e-15);
        }
    }

    // On the sphere: the mean of u0 cos φ over a face on a meridian is u0 (sin φ2 − sin φ1)/(φ2 − φ1).
    [Fact]
    public void Faces_on_meridians_have_the_mean_of_a_rotation_over_them()
    {
        using NetcdfReader file = Written("solid-body-rotation", new() { Layout = SampleLayout.C, Size = (10, 19), Lat = (-90, 90) });
        (double[] lat, double[] u) = (Doubles(file, "gphif"), Doubles(file, "U"));
        const double radians = Math.PI / 180;
        for (int n = 10; n < u.Length; n++)
        {
            double exact = 2 * Math.PI * Constants.SphereRadius / (12 * 86400) * (Math.Sin(lat[n] * radians) - Math.Sin(lat[n - 10] * radians)) / (10 * radians);
            Assert.Equal(exact, u[n], 1e-12);
        }

        Assert.All(Doubles(file, "V"), v => Assert.Equal(0, v, 1e-12));
    }

    // The same face has other indices.
    [Fact]
    public void Both_indexings_hold_the_same_corners_and_faces()
    {
        using NetcdfReader nemo = Written("stommel", new() { Layout = SampleLayout.CurvilinearC, Size = (9, 7) });
        using NetcdfReader mitgcm = Written("stommel", new() { Layout = SampleLayout.CurvilinearC, Size = (9, 7), Indexing = SampleIndexing.Mitgcm });
        Assert.Equal(Doubles(nemo, "glamf"), Doubles(mitgcm, "XG"));
        Assert.Equal(Doubles(nemo, "gphif"), Doubles(mitgcm, "YG"));
        (double[] u, double[] v) = (Doubles(nemo, "U"), Doubles(nemo, "V"));
        Assert.Equal(u[9..], Doubles(mitgcm, "U")[..^9]);
        double[] other = Doubles(mitgcm, "V");
        for (int j = 0; j < 7; j++)
            Assert.Equal(v[((9 * j) + 1)..(9 * (j + 1))], other[(9 * j)..((9 * j) + 8)]);
    }

    [Fact]
    public void Round_the_globe_the_first_column_of_faces_begins_at_the_last_corner()
    {
        using NetcdfReader file = Written("solid-body-rotation", new() { Layout = SampleLayout.CurvilinearC, Parameters = Tilted("solid-body-rotation") });
        (double[] lon, double[] lat, double[] faceLon, double[] faceLat) = (Doubles(file, "glamf"), Doubles(file, "gphif"), Doubles(file, "glamv"), Doubles(file, "gphiv"));
        for (int j = 0; j < 91; j++)
        {
            int first = 180 * j, last = first + 179;
            Assert.Equal((lon[first] + lon[last] - 360) / 2, faceLon[first], 1e-12);
            Assert.Equal((lat[first] + lat[last]) / 2, faceLat[first], 1e-12);
        }

        // The first row of faces would begin beyond the pole: they have no length, and nothing flows through them.
        Assert.All(Doubles(file, "gphiu"), y => Assert.InRange(y, -90, 90));
        Assert.All(Doubles(file, "U")[..180], speed => Assert.Equal(0, speed));
    }

    [Theory]
    [InlineData(SampleLayout.Rectilinear)]
    [InlineData(SampleLayout.Curvilinear)]
    [InlineData(SampleLayout.C)]
    [InlineData(SampleLayout.CurvilinearC)]
    public void Every_variable_says_its_unit_and_the_velocity_where_it_stands(SampleLayout layout)
    {
        foreach ((string flow, Mesh mesh) in new[] { ("uniform", Mesh.Flat), ("uniform", Mesh.Spherical) })
        {
            using NetcdfReader file = Written(flow, new() { Layout = layout, Mesh = mesh, Size = (4, 3), Indexing = mesh == Mesh.Flat ? SampleIndexing.Mitgcm : SampleIndexing.Nemo });
            Assert.All(file.Variables, v => Assert.False(string.IsNullOrEmpty(v.Text("units"))));
            foreach (NetcdfVariable variable in file.Variables.Where(v => v.Name is "U" or "V"))
            {
                Assert.Equal("m s-1", variable.Text("units"));
                string[] places = layout == SampleLayout.Rectilinear ? [.. variable.Dimensions.Skip(1).Select(d => d.Name).Reverse()] : variable.Text("coordinates")!.Split(' ');
                string[] units = mesh == Mesh.Flat ? ["m", "m"] : ["degrees_east", "degrees_north"];
                string[] names = mesh == Mesh.Flat ? ["projection_x_coordinate", "projection_y_coordinate"] : ["longitude", "latitude"];
                Assert.Equal(units, places.Select(p => file.Variable(p).Text("units")));
                Assert.Equal(names, places.Select(p => file.Variable(p).Text("standard_name")));
            }

            // The rule of CF and of those who read it: a variable named as a dimension has that one only.
            Assert.All(file.Variables.Where(v => file.Dimensions.Any(d => d.Name == v.Name)), v => Assert.Single(v.Dimensions));
        }
    }

    [Fact]
    public void Another_program_opens_the_file()
    {
        Shell.Require("ncdump");
        using NetcdfReader file = Written("peninsula", new() { Layout = SampleLayout.CurvilinearC });
        ShellResult result = Shell.Run("ncdump", ["-h", file.Path]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("double U(time, y, x) ;", result.Output, StringComparison.Ordinal);
        Assert.Contains("U:coordinates = \"glamu gphiu\" ;", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_box_and_parameters_are_those_asked_for()
    {
        using NetcdfReader file = Written("uniform", new()
        {
            Mesh = Mesh.Spherical,
            Lon = (-20, 10),
            Lat = (20, 30),
            Size = (4, 3),
            Times = 3,
            Every = TimeSpan.FromHours(2),
            Parameters = Given(("u", -2)),
        });
        Assert.Equal([0, 7200, 14400], Doubles(file, "time"));
        Assert.Equal([-20, -10, 0, 10], Doubles(file, "lon"));
        Assert.Equal([20, 25, 30], Doubles(file, "lat"));
        Assert.All(file.ReadAll<float>(file.Variable("U")), u => Assert.Equal(-2, u));
        Assert.Equal("u = -2, v = 0", file.Attribute("parameters")?.Text);
    }

    private static Dictionary<string, double> Tilted(string name) => name is "solid-body-rotation" ? Given(("alpha", 35)) : [];

    private static Dictionary<string, double> Given(params (string Name, double Value)[] parameters) =>
        parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static double[] Doubles(NetcdfReader file, string name) => file.ReadAll<double>(file.Variable(name));

    private NetcdfReader Written(string name, SampleOptions options)
    {
        string path = folder.File(Guid.NewGuid() + ".nc");
        SampleData.Write(FlowRegistry.Find(name)!, path, false, options);
        return NetcdfReader.Open(path);
    }

    /// <summary>What flows out of each cell of a file through its four faces, with the lengths of faces by the rule of its documentation.</summary>
    private sealed class Cells
    {
        public Cells(SampleDataTests tests, string name, SampleOptions options)
        {
            using NetcdfReader file = tests.Written(name, options);
            bool isNemo = options.Indexing == SampleIndexing.Nemo, isFlat = FlowRegistry.Find(name)!.Samples[0].Mesh == Mesh.Flat && options.Mesh is null;
            double[] lon = Doubles(file, isNemo ? "glamf" : "XG"), lat = Doubles(file, isNemo ? "gphif" : "YG"), u = Doubles(file, "U"), v = Doubles(file, "V");
            (int rows, int columns) = ((int)file.Variable("U").Dimensions[1].Length, (int)file.Variable("U").Dimensions[2].Length);
            for (int k = 0; k < 2; k++)
            {
                for (int j = 1; j < rows; j++)
                {
                    for (int i = 1; i < columns; i++)
                    {
                        // Corners of the cell, and where its faces stand in the arrays.
                        int ne = (columns * j) + i, nw = ne - 1, se = ne - columns, sw = se - 1, at = k * rows * columns;
                        (int east, int west, int north, int south) = isNemo ? (ne, nw, ne, se) : (se, sw, nw, sw);
                        Fluxes.Add(
                        [
                            u[at + east] * Length(se, ne), -u[at + west] * Length(sw, nw), v[at + north] * Length(nw, ne), -v[at + south] * Length(sw, se),
                        ]);
                    }
                }
            }

            double Length(int a, int b)
            {
                double x = lon[b] - lon[a], y = lat[b] - lat[a], middle = (lat[a] + lat[b]) / 2;
                if (!isFlat)
                    (x, y) = (x * 111120 * Math.Cos(middle * Math.PI / 180), y * 111120);
                return Math.Sqrt((x * x) + (y * y));
            }
        }

        public List<double[]> Fluxes { get; } = [];
    }
}
