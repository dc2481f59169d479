using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public sealed class InputFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("drift").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData("*.nc", "a1.nc a2.nc b1.nc")]
    [InlineData("a?.nc", "a1.nc a2.nc")]
    [InlineData("[ab]1.nc", "a1.nc b1.nc")]
    [InlineData("[!a]*.nc", "b1.nc")]
    [InlineData("[a-b]2.nc", "a2.nc")]
    [InlineData("a1.nc", "a1.nc")]
    [InlineData("*/*.nc", "sub/c.nc")]
    [InlineData("**/*.nc", "a1.nc a2.nc b1.nc sub/c.nc sub/deep/d.nc")]
    [InlineData("s?b/**/d.nc", "sub/deep/d.nc")]
    [InlineData("./sub/../a1.nc", "a1.nc")]
    [InlineData("odd[1].nc", "odd[1].nc")]
    [InlineData(".*.nc", ".hidden.nc")]
    [InlineData("[b1.nc, 'a*.nc', a1.nc]", "a1.nc a2.nc b1.nc")]
    public void Files_are_found_as_a_shell_finds_them_in_order_and_once(string pattern, string files)
    {
        foreach (string name in (string[])["b1.nc", "a2.nc", "a1.nc", "a1.txt", ".hidden.nc", "odd[1].nc", "sub/c.nc", "sub/deep/d.nc"])
            Touch(name);
        string expected = pattern == "*.nc" || pattern == "**/*.nc" ? files.Replace("b1.nc", "b1.nc odd[1].nc", StringComparison.Ordinal)
            : pattern == "[!a]*.nc" ? files + " odd[1].nc" : files;
        string value = pattern.StartsWith("[b1", StringComparison.Ordinal) ? pattern : $"'{pattern}'";
        IReadOnlyList<string> found = Read($"{{files: {value}}}").Fields["U"].Files;
        Assert.Equal(expected.Split(' '), found.Select(path => Path.GetRelativePath(folder, path)));
        Assert.All(found, path => Assert.True(Path.IsPathFullyQualified(path)));
    }

    [Fact]
    public void Paths_hold_environment_variables_with_defaults()
    {
        Touch("data/a.nc");
        Environment.SetEnvironmentVariable("DRIFT_TEST_FOLDER", Path.Combine(folder, "data"));
        Assert.Single(Read("{files: '${DRIFT_TEST_FOLDER}/a.nc'}").Fields["U"].Files);
        Assert.Single(Read("{files: '${DRIFT_TEST_FOLDER:-nowhere}/a.nc'}").Fields["U"].Files);
        Assert.Single(Read("{files: '${DRIFT_TEST_NEVER_SET:-data}/a.nc'}").Fields["U"].Files);
        Assert.Equal("run-data.h5", Read("0", "output.file=run-${DRIFT_TEST_NEVER_SET:-data}.h5").Output.File);
    }

    [Fact]
    public void A_missing_file_names_how_to_get_it()
    {
        string problem = Problem("{files: '${DRIFT_TEST_NEVER_SET:-data}/*.nc'}", "data=take it from the shelf");
        Assert.Contains("fields.U.files: no file matches data/*.nc; there is no folder ", problem, StringComparison.Ordinal);
        Assert.EndsWith("to get the data: take it from the shelf", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_without_a_variable_takes_its_own_name()
    {
        Touch("a.nc");
        Assert.Equal("U", Read("a.nc".Insert(0, "{files: ") + "}").Fields["U"].Variable);
        Assert.Equal("uo", Read("{files: a.nc, variable: uo}").Fields["U"].Variable);
    }

    [Fact]
    public void A_kernel_may_be_a_file_beside_the_experiment()
    {
        Touch("sinking.cs");
        KernelSpec kernel = Read("0", "kernels=[{sinking.cs: {speed: 2 mm/s}}]").Kernels[0];
        Assert.Equal(("sinking", Path.Combine(folder, "sinking.cs")), (kernel.Name, kernel.SourceFile));
        Assert.Equal("mm/s", kernel.Parameters["speed"].Units?.Text);
    }

    [Theory]
    [InlineData("lon,lat\n1,2\n3,4\n")]
    [InlineData("# start\nLongitude;Latitude\n1;2\n\n3;4 # second\n")]
    [InlineData("name\ty\tx\nA\t2\t1\nB\t4\t3")]
    public void Release_positions_are_read_from_a_text_file(string text)
    {
        File.WriteAllText(Path.Combine(folder, "start.csv"), text);
        ParticlesSpec particles = Read("0", "particles={release: {file: start.csv}}").Particles;
        Assert.Equal(2, particles.Count);
        Assert.Equal([1.0, 3], particles.Lon!.Values!);
        Assert.Equal([2.0, 4], particles.Lat!.Values!);
        Assert.Null(particles.Depth);
    }

    [Theory]
    [InlineData("lon,lat\n1,2\n3,nan\n", "start.csv:3: 'nan' is not a finite number in the column lat")]
    [InlineData("lon,lat\n1\n", "start.csv:2: '' is not a finite number")]
    [InlineData("a,b\n1,2\n", "names no columns lon and lat")]
    [InlineData("lon,lat,time\n1,2,soon\n", "'soon' is")]
    [InlineData("lon,lat\n", "holds no positions")]
    [InlineData("", "holds no positions")]
    public void A_text_file_without_positions_is_refused(string text, string message)
    {
        File.WriteAllText(Path.Combine(folder, "start.csv"), text);
        Assert.Contains(message, Problem("0", "particles={release: {file: start.csv}}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "Point", "coordinates": [0, 1]}""", "it has no Polygon and no MultiPolygon")]
    [InlineData("""{"type": "Polygon", "coordinates": [[[0, 1], ["a", 2], [3, 4]]]}""", "cannot be read")]
    [InlineData("""{"type": "Polygon", "coordinates": [[[0, 1], [1e999, 2], [3, 4]]]}""", "cannot be read")]
    [InlineData("""{"type": "Polygon", "coordinates": [3]}""", "cannot be read")]
    [InlineData("""{"type": "Polygon"}""", "no list 'coordinates'")]
    [InlineData("""{"type": "Polygon", "coordinates": [[[0, 1], [2, 2]]]}""", "fewer than three corners")]
    [InlineData("[1, 2]", "an object without a type")]
    [InlineData("lon,lat", "cannot be read")]
    public void A_file_that_is_no_area_is_refused(string text, string message)
    {
        File.WriteAllText(Path.Combine(folder, "area.geojson"), text);
        Assert.Contains(message, Problem("0", "particles={count: 3, release: {polygon: area.geojson}}"), StringComparison.Ordinal);
    }

    private void Touch(string name)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }

    private ExperimentSpec Read(string field, params string[] overrides) =>
        ExperimentReader.ReadText(Minimal.With("U: 0", "U: " + field), "test.yaml", folder, overrides);

    private string Problem(string field, params string[] overrides) =>
        string.Join('\n', ExperimentReader.InspectText(Minimal.With("U: 0", "U: " + field), "test.yaml", folder, overrides).Problems);
}
