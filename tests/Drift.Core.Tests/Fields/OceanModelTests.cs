using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Models;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>What the presets make of a model's files.</summary>
public sealed class OceanModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layers_of_mitgcm_lie_between_their_upper_interfaces_and_the_lowest_one()
    {
        Field w = Open("mitgcm", "W");
        Assert.Equal([0, 10, 20, 30], Assert.IsType<ZLevels>(w.Grid!.Vertical).Depth.Nodes);
        Assert.Equal([10, 11, 12, 13, 14, 15, 16, 17], Assert.IsType<RectilinearGrid>(w.Grid).Lon.Nodes);
    }

    [Fact]
    public void Centimetres_of_pop_become_metres_in_values_and_levels()
    {
        Field u = Open("pop", "U");
        Assert.Equal([0, 10, 20, 30], Assert.IsType<ZLevels>(u.Grid!.Vertical).Depth.Nodes);
        float[] values = new float[4 * u.Grid.Rows * u.Grid.Columns];
        u.Source!.Read(0, GridBox.Whole(u.Grid), values);
        Assert.Equal(0.1f, values[0], 1e-7f);
    }

    [Theory]
    [InlineData("roms", "W", 4)]
    [InlineData("croco", "W", 3)]
    [InlineData("croco", "U", 4)]
    public void W_of_croco_is_read_in_the_middle_of_layers_where_it_is_written(string model, string field, int levels) =>
        Assert.Equal(levels, Open(model, field).Grid!.Levels);

    [Fact]
    public void Components_of_a_model_share_one_grid()
    {
        foreach (string model in ModelFiles.Names)
        {
            using var files = new TemporaryFolder();
            string path = ModelFiles.Write(model, files);
            var grids = new NetcdfGrids();
            Field u = Open(path, model, "U", grids), v = Open(path.Replace("_U", "_V", StringComparison.Ordinal), model, "V", grids);
            Assert.Same(u.Grid, v.Grid);
        }
    }

    [Fact]
    public void A_name_that_is_given_wins_over_the_model()
    {
        string path = ModelFiles.Write("cmems", folder);
        NetcdfLayout layout = OceanModels.Complete(OceanModels.Find("cmems")!, "U", new NetcdfLayout([path], "vo") { Grid = new GridSpec { Type = GridType.B } });
        Assert.Equal(("vo", GridType.B), (layout.Variable, layout.Grid.Type));
    }

    [Fact]
    public void A_variable_that_the_model_has_but_the_file_has_not_is_refused_with_the_names_that_were_looked_for()
    {
        string path = ModelFiles.Write("hycom", folder);
        DriftException error = Assert.Throws<DriftException>(() => OceanModels.Complete(OceanModels.Find("cmems")!, "U", new NetcdfLayout([path], "")));
        Assert.Contains("uo, ugos", error.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_no_model_is_not_recognised()
    {
        string path = new SmallFile(folder.File("plain.nc")).Along(("lat", 2), ("lon", 2)).With("lat", "lat", i => i[0]).With("lon", "lon", i => i[0]).With("U", "lat lon", _ => 1).With("V", "lat lon", _ => 1).Write();
        using NetcdfReader file = NetcdfReader.Open(path);
        Assert.Null(OceanModels.Recognise(file));
        FieldAdvice advice = FieldAdvice.Of(path);
        Assert.Equal(["fields:", $"  U: {{files: {path}, variable: U}}", $"  V: {{files: {path}, variable: V}}"], advice.Text);
    }

    private Field Open(string model, string field) => Open(ModelFiles.Write(model, folder), model, field, new NetcdfGrids());

    private static Field Open(string path, string model, string field, NetcdfGrids grids)
    {
        var layout = new NetcdfLayout([path], "") { Point = GridPoints.Of(field) };
        if (model is "nemo")
            layout = layout with { Level = 0, Grid = new GridSpec { File = Path.Combine(Path.GetDirectoryName(path)!, "mesh_mask.nc") } };
        OceanModel known = OceanModels.Find(model.Split('-')[0])!;
        return NetcdfField.Open(field, OceanModels.Complete(known, field, layout), Mesh.Spherical, "m s-1", grids);
    }
}
