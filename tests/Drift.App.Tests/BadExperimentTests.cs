using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>Mistakes in the text of an experiment: each gives one message with its place and what to do, and exit code 2.</summary>
public sealed class BadExperimentTests
{
    [Theory]
    [InlineData("title: a test", "tilte: a test", "1:1: tilte: unknown key 'tilte'; did you mean 'title'?")]
    [InlineData("  every: 1 h", "  evry: 1 h", "14:3: output.every: it is missing; give a duration such as 1 d, or never", "15:3: output.evry: unknown key 'evry'; did you mean 'every'?")]
    [InlineData("U: 0.1", "U: 0.1 kg", "3:13: fields.U: units 'kg' (kg in base units) do not convert to 'm s-1' (m s-1); U is measured in m s-1")]
    [InlineData("Kh_zonal: 10", "Kh_zonal: -10", "3:34: fields.Kh_zonal: the diffusivity Kh_zonal is -10, which would be a walk backward in time; give 0 or more")]
    [InlineData("dt: 10 min", "dt: 10 m", "11:7: execution.dt: 'm' is not clear as a unit of time; write min for minutes")]
    [InlineData("lat: 5", "lat: .nan", "7:8: particles.lat: .nan is not a finite number; give a number")]
    [InlineData("lat: 5", "lat: []", "7:8: particles.lat: the list is empty; give a list of numbers")]
    [InlineData("count: 20", "count: 0", "5:10: particles.count: 0 is too small; give a whole number from 1 on")]
    [InlineData("dt: 10 min", "dt: 0 s", "11:7: execution.dt: it is zero; give a duration such as 5 min, or -5 min to run backward")]
    [InlineData("runtime: 6 h", "runtime: -6 h", "10:12: execution.runtime: -6 h is negative; give a positive duration; a negative dt runs backward")]
    [InlineData("every: 1 h", "every: -1 h", "15:10: output.every: -1 h is negative; give a positive duration; a negative dt runs backward")]
    [InlineData("every: 1 h", "every: 25 min", "15:10: output.every: an output interval of 25 min is no whole number of steps of 10 min; give 20 min or 30 min, or another dt")]
    [InlineData("runtime: 6 h", "runtime: 65 min", "10:12: execution.runtime: runtime of 65 min is no whole number of steps of 10 min; give 1 h or 70 min, or another dt")]
    [InlineData("[AdvectionRK4,", "[AdvectionRK5,", "8:11: kernels[0]: there is no kernel AdvectionRK5; did you mean AdvectionRK4?")]
    [InlineData("[AdvectionRK4,", "[{AdvectionRK4: {tolerance: 10 m}},", "8:38: kernels[0].AdvectionRK4.tolerance: kernel AdvectionRK4 has no parameter tolerance; remove it")]
    [InlineData(", Kh_meridional: 10", "", "8:10: kernels: kernel DiffusionUniformKh needs the field Kh_meridional (horizontal diffusivity to the north in m2 s-1); add it under 'fields', as a number or from files")]
    [InlineData("Kh_meridional: 10", "Kh_meridonal: 10", "8:10: kernels: kernel DiffusionUniformKh needs the field Kh_meridional (horizontal diffusivity to the north in m2 s-1); add it under 'fields', as a number or from files")]
    [InlineData("count: 20", "count: 20\n  release: {file: start.csv}", "5:3: particles: the particles are released in more than one way; give lon and lat, or one of the forms of release, such as a box or a file")]
    [InlineData("file: out.h5", "file: out.h5\n  mode: parallel", "15:9: output.mode: 'mode' is not yet available; remove the key; this version cannot do it")]
    [InlineData("fields: {", "fields: ", "3:10: this is no YAML: ")]
    public void A_mistake_gives_its_place_and_what_to_do(string right, string wrong, params string[] expected)
    {
        using Lab lab = new Lab().Write("bad.yaml", Changed(right, wrong));
        ShellResult result = lab.Drift("run", "bad.yaml");
        if (expected[0].EndsWith(": ", StringComparison.Ordinal))
            Assert.StartsWith("bad.yaml:" + expected[0], Assert.Single(result.Messages()), StringComparison.Ordinal);
        else
            result.AssertProblems(ExitCode.Preflight, [.. expected.Select(e => "bad.yaml:" + e)]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["bad.yaml"], Directory.GetFiles(lab.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("nothing.yaml", "nothing.yaml: there is no such file; give the path of an experiment file; examples are in the folder examples")]
    [InlineData("empty.yaml", "empty.yaml: the file is empty; write an experiment; examples are in the folder examples")]
    [InlineData("comment.yaml", "comment.yaml: the file is empty; write an experiment; examples are in the folder examples")]
    [InlineData("sub", "sub: this is a folder; give the path of an experiment file in it")]
    [InlineData("data.h5", "data.h5: this is a file of data, not an experiment; give an experiment file; 'drift info data.h5' says what the file holds")]
    [InlineData("noise.bin", "noise.bin: this is no text in UTF-8; give an experiment file; they are YAML")]
    [InlineData("words.yaml", "words.yaml:1:1: the file holds 'hello', not keys with values; write an experiment, such as 'mesh: spherical' and so on")]
    public void What_is_no_experiment_is_told_apart(string name, string expected)
    {
        using Lab lab = new Lab().Write("empty.yaml", "").Write("comment.yaml", "# nothing\n").Write("words.yaml", "hello").WriteCurrents("data.h5");
        Directory.CreateDirectory(lab.File("sub"));
        File.WriteAllBytes(lab.File("noise.bin"), [0xff, 0xfe, 0x80, 0x81]);
        foreach (string command in new[] { "run", "check" })
            lab.Drift(command, name).AssertProblems(ExitCode.Preflight, expected);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "openmpi")]
    [InlineData(3, "mpich")]
    public void Six_mistakes_give_six_messages_from_one_rank(int ranks, string mpi)
    {
        string text = """
            mehs: flat
            fields: {U: 0.1 kg, V: {files: nowhere.nc}}
            particles: {count: 0, lon: 0, lat: 0}
            kernels: [AdvectionRK3]
            execution: {runtime: 6 h, dt: 10 min}
            output: {file: nowhere/out.h5, every: 1 h}
            """;
        using Lab lab = new Lab().Write("bad.yaml", text);
        ShellResult result = ranks == 0 ? lab.Drift("run", "bad.yaml") : lab.Drift(Mpiexec.Of(mpi), ranks, "run", "bad.yaml");
        result.AssertProblems(
            ExitCode.Preflight,
            "bad.yaml:1:1: mehs: unknown key 'mehs'; did you mean 'mesh'?",
            "bad.yaml:2:13: fields.U: units 'kg' (kg in base units) do not convert to 'm s-1' (m s-1); U is measured in m s-1",
            $"bad.yaml:2:32: fields.V.files: no file matches nowhere.nc; looked in {lab.Folder} (paths begin at the folder of the experiment file)",
            "bad.yaml:3:20: particles.count: 0 is too small; give a whole number from 1 on",
            "bad.yaml:4:11: kernels[0]: there is no kernel AdvectionRK3; did you mean AdvectionRK4?",
            $"nowhere/out.h5: the output folder {lab.File("nowhere")} does not exist; create it (mkdir -p {lab.File("nowhere")}), or give another name");
    }

    [Theory]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void A_missing_file_is_said_by_one_of_three_ranks(string mpi)
    {
        using var lab = new Lab();
        lab.Drift(Mpiexec.Of(mpi), 3, "run", "nothing.yaml").AssertProblems(
            ExitCode.Preflight, "nothing.yaml: there is no such file; give the path of an experiment file; examples are in the folder examples");
    }

    [Fact]
    public void An_override_from_the_command_line_is_named_as_the_place()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text);
        lab.Drift("run", "--set", "execution.ddt=1 h", "run.yaml", "--set", "particles.lat=nan").AssertProblems(
            ExitCode.Preflight,
            "--set particles.lat: nan is not a finite number; give a number",
            "--set execution.ddt: unknown key 'ddt'; did you mean 'dt'?");
    }

    private static string Changed(string right, string wrong)
    {
        Assert.Contains(right, Lab.Text, StringComparison.Ordinal);
        return Lab.Text.Replace(right, wrong, StringComparison.Ordinal);
    }
}
