using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Levels that follow the bottom: which formula, which terms, and the fields of bottom and surface.</summary>
public sealed class FollowingLevelFileTests : IDisposable
{
    private const string Terms = "s: s_rho C: Cs_r eta: zeta depth: h depth_c: hc";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ocean_s_coordinate_g1", Vtransform.Original)]
    [InlineData("ocean_s_coordinate_g2", Vtransform.Shchepetkin)]
    public void The_standard_name_says_the_formula(string name, Vtransform transform)
    {
        Field field = Open(Column(("standard_name", name), ("formula_terms", Terms)).With("hc", "", _ => 7).With("Cs_r", "s_rho", Stretching));
        SLevels levels = Assert.IsType<SLevels>(field.Grid!.Vertical);
        Assert.Equal((transform, 7), (levels.Transform, levels.CriticalDepth));
        Assert.Equal([-0.75, -0.25], levels.S);
        Assert.Equal([-0.5, -0.1], levels.Stretching);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Without_a_standard_name_the_variable_Vtransform_says_it(int number)
    {
        Field field = Open(Column().With("Vtransform", "", _ => number).With(NetcdfAttribute.Of("hc", 7.0)).With(NetcdfAttribute.Of("Cs_r", -0.5, -0.1)));
        SLevels levels = Assert.IsType<SLevels>(field.Grid!.Vertical);
        Assert.Equal(((Vtransform)number, 7), (levels.Transform, levels.CriticalDepth));
        Assert.Equal([-0.5, -0.1], levels.Stretching);
    }

    [Fact]
    public void A_sigma_coordinate_is_the_second_form_with_no_critical_depth()
    {
        Field field = Open(Column(("standard_name", "ocean_sigma_coordinate"), ("formula_terms", "sigma: s_rho eta: zeta depth: h")));
        SLevels levels = Assert.IsType<SLevels>(field.Grid!.Vertical);

        // z = ζ + σ(ζ + h).
        double depth = (double)levels.DepthOf<Lane1>(0, 40.0, 2.0);
        Assert.Equal(-(2 - (0.75 * 42)), depth, 1e-12);
    }

    [Fact]
    public void Bottom_and_surface_are_fields_on_their_own_points()
    {
        Field field = Open(Column(("standard_name", "ocean_s_coordinate_g1"), ("formula_terms", Terms)).With("hc", "", _ => 7).With("Cs_r", "s_rho", Stretching));
        Assert.Equal([30, 31, 32, 40, 41, 42], Values(field.Depths!.Bottom!));
        Assert.Empty(field.Depths.Bottom!.Source!.Times);
        Assert.Equal(2, field.Depths.Surface!.Source!.Times.Count);
        Assert.Equal("m", field.Depths.Surface.Unit);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f], Values(field.Depths.Surface));
    }

    [Fact]
    public void Fields_that_follow_the_same_bottom_share_it()
    {
        SmallFile file = Column(("standard_name", "ocean_s_coordinate_g1"), ("formula_terms", Terms)).With("hc", "", _ => 7).With("Cs_r", "s_rho", Stretching)
            .With("v", "time s_rho y x", _ => 2);
        string path = file.Write();
        var grids = new NetcdfGrids();
        (Field u, Field v) = (NetcdfField.Open("U", new([path], "u"), Mesh.Spherical, "", grids), NetcdfField.Open("V", new([path], "v"), Mesh.Spherical, "", grids));
        Assert.Same(u.Depths!.Bottom, v.Depths!.Bottom);
        Assert.Same(u.Depths.Surface, v.Depths.Surface);
        Assert.Same(u.Grid, v.Grid);
    }

    [Fact]
    public void The_layout_names_other_terms()
    {
        SmallFile file = Column(("standard_name", "ocean_s_coordinate_g1"), ("formula_terms", Terms)).With("hc", "", _ => 7).With("Cs_r", "s_rho", Stretching)
            .With("deep", "y x", _ => 100, ("units", "cm"));
        Field field = NetcdfField.Open("U", new([file.Write()], "u") { Grid = new GridSpec { Bottom = "deep" } }, Mesh.Spherical, "");
        Assert.Equal(1, Values(field.Depths!.Bottom!)[0]);
    }

    [Fact]
    public void A_formula_that_is_not_said_is_refused() =>
        Assert.Contains("Vtransform", Refused(Column(("standard_name", "ocean_s_coordinate"), ("formula_terms", Terms)).With("hc", "", _ => 7).With("Cs_r", "s_rho", Stretching)), StringComparison.Ordinal);

    [Fact]
    public void A_term_that_is_not_there_is_refused() =>
        Assert.Contains("'Cs_r', a term of its formula, is not in the file", Refused(Column(("standard_name", "ocean_s_coordinate_g1"), ("formula_terms", Terms)).With("hc", "", _ => 7)), StringComparison.Ordinal);

    [Fact]
    public void A_variable_without_times_in_a_file_with_times_does_not_change()
    {
        string path = Column().With("mixing", "y x", _ => 5).Write();
        using var source = NetcdfSource.Open(new([path], "mixing"), Mesh.Spherical, "");
        Assert.Empty(source.Times);
    }

    private static double Stretching(int[] i) => i[0] == 0 ? -0.5 : -0.1;

    private SmallFile Column(params (string, string)[] attributes) => new SmallFile(folder.File("s.nc")).Along(("time", 2), ("s_rho", 2), ("y", 2), ("x", 3))
        .With("time", "time", i => i[0], ("units", "days since 2000-01-01"))
        .With("x", "x", i => i[0]).With("y", "y", i => i[0]).With("s_rho", "s_rho", i => -0.75 + (0.5 * i[0]), attributes)
        .With("h", "y x", i => 30 + (10 * i[0]) + i[1], ("units", "meter")).With("zeta", "time y x", _ => 0.5, ("units", "meter"))
        .With("u", "time s_rho y x", _ => 1);

    private static Field Open(SmallFile file) => NetcdfField.Open("U", new([file.Write()], "u"), Mesh.Spherical, "");

    private static string Refused(SmallFile file) => Assert.Throws<DriftException>(() => Open(file)).Problems[0].ToString();

    private static float[] Values(Field field)
    {
        float[] values = new float[field.Grid!.Levels * field.Grid.Rows * field.Grid.Columns];
        field.Source!.Read(0, GridBox.Whole(field.Grid), values);
        return values;
    }
}
