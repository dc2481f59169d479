using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>Grids of models that do not fit or are not whole: one message before the first step; and files that fail during the run.</summary>
public sealed class BadGridFileTests : IDisposable
{
    private const string Rest = """

        particles: {count: 3, lon: {from: 12.5, to: 14.5}, lat: 43.2}
        kernels: [AdvectionRK4]
        execution: {runtime: 1 d, dt: 10 min}
        output: {file: out.h5, every: 1 h}
        """;

    private const string Nemo = """
        model: nemo
        grid: {file: mesh_mask.nc}
        fields:
          U: {files: run_grid_U.nc, level: 0}
          V: {files: run_grid_V.nc, level: 0}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_face_that_is_missing_is_found() => Refused(
        Nemo.Replace("  V: {files: run_grid_V.nc, level: 0}", "  T: {files: run_grid_V.nc, variable: vo, level: 0}", StringComparison.Ordinal),
        "fields.U: U is a component of a velocity with the interpolation C-grid, but there is no field V; add V", messages: 2);

    [Fact]
    public void A_component_in_faces_that_is_interpolated_as_if_in_nodes_is_found() => Refused(
        Nemo.Replace("run_grid_V.nc, level: 0", "run_grid_V.nc, level: 0, interpolation: nearest", StringComparison.Ordinal),
        "fields.V.interpolation: V stands in the faces of a C-grid, and with the interpolation nearest it would count as a velocity to the north in the corners");

    [Fact]
    public void Components_on_different_grids_are_found() => Refused(
        Nemo.Replace("V: {files: run_grid_V.nc, level: 0", "V: {files: run_grid_V.nc, level: 0, grid: {file: corners.nc}", StringComparison.Ordinal),
        "U and V have the interpolation C-grid, but they are not on one grid");

    [Fact]
    public void A_grid_of_layers_without_interfaces_is_found() => Refused(
        Nemo.Replace(", level: 0", "", StringComparison.Ordinal).Replace("mesh_mask.nc", "corners.nc", StringComparison.Ordinal),
        "a C-grid needs the interfaces between layers, and none were found for its dimension depthu of 4 levels", messages: 2);

    [Fact]
    public void Corners_cut_out_otherwise_than_the_values_are_found() => Refused(
        Nemo.Replace("mesh_mask.nc", "large.nc", StringComparison.Ordinal), "large.nc: its corners of cells are 12 × 20, but the values on them 7 × 9");

    [Fact]
    public void A_corner_that_is_missing_is_found() => Refused(
        Nemo.Replace("mesh_mask.nc", "hole.nc", StringComparison.Ordinal), "variable glamf: the coordinate is missing (NaN) at row 2, column 3");

    [Fact]
    public void A_folded_grid_is_found() => Refused(Nemo.Replace("mesh_mask.nc", "folded.nc", StringComparison.Ordinal), "the grid is folded");

    [Fact]
    public void A_model_that_nobody_knows_is_found() => Refused(Nemo.Replace("model: nemo", "model: nmeo", StringComparison.Ordinal), "there is no model nmeo; did you mean nemo?");

    [Fact]
    public void An_interpolation_that_nobody_knows_is_found() => Refused(
        Nemo.Replace("level: 0}", "level: 0, interpolation: cgrid}", StringComparison.Ordinal), "there is no interpolation cgrid", messages: 2);

    [Fact]
    public void A_file_of_the_grid_that_is_not_there_is_found() => Refused(Nemo.Replace("mesh_mask.nc", "mesh.nc", StringComparison.Ordinal), "grid.file: no file matches mesh.nc");

    [Fact]
    public void Levels_that_follow_a_bottom_that_is_not_there_are_found()
    {
        new SmallFile(folder.File("roms.nc")).Along(("s_rho", 2), ("eta_rho", 4), ("xi_rho", 5))
            .With("lon_rho", "eta_rho xi_rho", i => 12 + i[1], ("units", "degrees_east")).With("lat_rho", "eta_rho xi_rho", i => 42 + i[0], ("units", "degrees_north"))
            .With("s_rho", "s_rho", i => -0.75 + (0.5 * i[0]), ("standard_name", "ocean_s_coordinate_g2"), ("formula_terms", "s: s_rho C: s_rho eta: zeta depth: h depth_c: hc"))
            .With("hc", "", _ => 5).With("u", "s_rho eta_rho xi_rho", _ => 0.1, ("coordinates", "lon_rho lat_rho")).Write();
        Refused("fields:\n  U: {files: roms.nc, variable: u}\n  V: 0", "its levels follow the bottom, but there is no depth of the water, 'h'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_goes_or_is_cut_short_during_the_run_leaves_the_outputs_so_far(bool goes)
    {
        ModelFiles.Write("nemo", folder);
        foreach (string letter in (string[])["U", "V"])
        {
            for (int n = 0; n < 40; n++)
            {
                int day = n;
                new SmallFile(folder.File($"day{day:00}_{letter}.nc")).Along(("time_counter", 1), ("y", 7), ("x", 9)).With("time_counter", "time_counter", _ => day, ("units", "days since 2000-01-01"))
                    .With(letter is "U" ? "uos" : "vos", "time_counter y x", _ => 0.01, ("units", "m/s")).Write();
            }
        }

        string fields = Nemo.Replace("run_grid_", "day*_", StringComparison.Ordinal).Replace(", level: 0", "", StringComparison.Ordinal);
        File.WriteAllText(folder.File("run.yaml"), fields + Rest.Replace("runtime: 1 d, dt: 10 min", "runtime: 39 d, dt: 10 s", StringComparison.Ordinal).Replace("count: 3", "count: 200", StringComparison.Ordinal));
        using RunningProgram run = Shell.Start(Lab.Program, ["run", "run.yaml", "--threads", "1", "--quiet"], Lab.Plain(), folder.Path);
        for (int i = 0; i < 1500 && !File.Exists(folder.File("out.h5.partial")); i++)
            Thread.Sleep(20);
        foreach (string path in Directory.GetFiles(folder.Path, "day*_V.nc").Order(StringComparer.Ordinal).Skip(12))
        {
            if (goes)
            {
                File.Delete(path);
            }
            else
            {
                using FileStream file = File.OpenWrite(path);
                file.SetLength(file.Length / 2);
            }
        }

        ShellResult result = run.Wait(TimeSpan.FromMinutes(2));
        Assert.True(result.ExitCode == (int)ExitCode.FileFailed, result.ToString());
        Assert.Contains("day12_V.nc", Assert.Single(result.Messages()), StringComparison.Ordinal);
        using TrajectoryFile saved = TrajectoryFile.Open(folder.File("out.h5.partial"));
        Assert.InRange(saved.Reached, 2, (24 * 12) + 1);
        Assert.All(saved.At(saved.Reached - 1, "lon"), lon => Assert.InRange(lon, 12.5, 14.8));
    }

    private void Refused(string fields, string expected, int messages = 1)
    {
        ModelFiles.Write("nemo", folder);
        Corners("large.nc", 12, 20, (j, i) => (10 + i, 40 + j));
        Corners("corners.nc", 7, 9, (j, i) => (10 + i, 40 + j));
        Corners("hole.nc", 7, 9, (j, i) => (j == 2 && i == 3 ? double.NaN : 10 + i + (0.1 * j), 40 + j));
        Corners("folded.nc", 7, 9, (j, i) => (10 + i + (0.1 * j), 40 + (j > 3 ? 6 - j : j)));
        File.WriteAllText(folder.File("run.yaml"), fields + Rest);
        foreach (string command in (string[])["check", "run"])
        {
            ShellResult result = Shell.Run(Lab.Program, [command, "run.yaml"], Lab.Plain(), TimeSpan.FromMinutes(1), folder.Path);
            Assert.True(result.ExitCode == (int)ExitCode.Preflight, result.ToString());
            Assert.Contains(expected, result.Messages()[0], StringComparison.Ordinal);
            Assert.Equal(messages, result.Messages().Length);
        }
    }

    private void Corners(string name, int rows, int columns, Func<int, int, (double Lon, double Lat)> at) =>
        new SmallFile(folder.File(name)).Along(("y", rows), ("x", columns)).With("glamf", "y x", i => at(i[0], i[1]).Lon).With("gphif", "y x", i => at(i[0], i[1]).Lat).Write();
}
