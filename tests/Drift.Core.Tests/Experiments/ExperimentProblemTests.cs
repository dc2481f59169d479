using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public class ExperimentProblemTests
{
    [Fact]
    public void All_problems_of_a_file_are_reported_at_once_in_the_order_of_its_text() =>
        Assert.Equal(
            """
            test.yaml:2:1: mehs: unknown key 'mehs'; did you mean 'mesh'?
            test.yaml:4:6: fields.U: units 'kg' (kg in base units) do not convert to 'm s-1' (m s-1); U is measured in m s-1
            test.yaml:5:10: fields.V.vairable: unknown key 'vairable'; did you mean 'variable'?
            test.yaml:5:30: fields.V.files: no file matches /nowhere/*.nc; there is no folder /nowhere (paths begin at the folder of the experiment file)
            test.yaml:6:6: fields.W: .nan is not a finite number; give a number, with or without units
            test.yaml:7:20: particles.count: 0 is too small; give a whole number from 1 on
            test.yaml:7:45: particles.lat[1]: inf is not a finite number; give a number
            test.yaml:8:10: kernels: the list is empty; give a list of kernels such as [AdvectionRK4]
            test.yaml:9:22: execution.runtime: runtime of 1 d is no whole number of steps of 7 h; give 21 h or 28 h, or another dt
            test.yaml:9:46: execution.on_error: 'ignore' is not delete, abort or stop; give delete, abort or stop
            test.yaml:11:1: the key 'seed' stands here a second time; it is in line 10 already: remove one
            test.yaml:12:18: output.every: 'no' is not a duration such as 1 d, or never; did you mean 'never'?
            test.yaml:12:28: output.mode: 'mode' is not yet available; remove the key; this version cannot do it
            """,
            Minimal.Problems("""
                title: t
                mehs: flat
                fields:
                  U: 0 kg
                  V: {   vairable: u, files: /nowhere/*.nc}
                  W: .nan
                particles: {count: 0, lon: [1, 2], lat: [1, inf, 3]}
                kernels: []
                execution: {runtime: 1 d, dt: 7 h, on_error: ignore}
                seed: 1
                seed: 2
                output: { every: no, mode: 3}
                """));

    [Theory]
    [InlineData("execution.dt=0 s", "execution.dt: it is zero")]
    [InlineData("execution.dt=300", "'300' has no unit of time; write for example 300 s")]
    [InlineData("execution.dt=5 m", "write min for minutes")]
    [InlineData("execution.dt=12:30", "'12:30' is no duration")]
    [InlineData("execution.dt=[1 h]", "a list is not a duration")]
    [InlineData("execution.dt=7 min", "execution.runtime: runtime of 10 d is no whole number of steps of 7 min")]
    [InlineData("execution.runtime=-1 d", "negative; give a positive duration; a negative dt runs backward")]
    [InlineData("execution.runtime=0 d", "execution.runtime: it is zero")]
    [InlineData("execution.runtime=1 year", "no fixed length")]
    [InlineData("execution.start=soon", "first, last, a date such as 2002-01-31")]
    [InlineData("execution.start=2001-02-31", "no calendar has the date")]
    [InlineData("execution.start=nan", "not a finite number")]
    [InlineData("execution.on_error=stopp", "did you mean 'stop'?")]
    [InlineData("output.every=90 min", "an output interval of 90 min is no whole number of steps of 1 h; give 1 h or 2 h")]
    [InlineData("output.layout=zarr", "output.layout: 'zarr' is not plain or parcels; give plain or parcels")]
    [InlineData("output.layout=parcel", "output.layout: 'parcel' is not plain or parcels; did you mean 'parcels'?")]
    [InlineData("output.compression=0", "output.compression: '0' is no level of compression; give a whole number from 1 (fast) to 9 (small), or leave the key out for none")]
    [InlineData("output.compression=10", "output.compression: '10' is no level of compression")]
    [InlineData("output.compression=2.5", "output.compression: '2.5' is no level of compression")]
    [InlineData("output.compression=zlib", "output.compression: 'zlib' is no level of compression")]
    [InlineData("output.precision=float16", "output.precision: 'float16' is not float64 or float32; did you mean 'float64'?")]
    [InlineData("output.precision=single", "output.precision: 'single' is not float64 or float32; give float64 or float32")]
    [InlineData("compression=3", "unknown key 'compression'")]
    [InlineData("precision=float32", "unknown key 'precision'")]
    [InlineData("output.every=0 s", "it is zero")]
    [InlineData("output.every=-1 d", "is negative")]
    [InlineData("output.every=off", "did you mean 'never'?")]
    [InlineData("output.file=out/", "names no file")]
    [InlineData("checkpoint={every: 90 min}", "a checkpoint interval of 90 min")]
    [InlineData("checkpoint={}", "neither 'every' nor 'wall'")]
    [InlineData("mesh=spheric", "did you mean 'spherical'?")]
    [InlineData("mesh=true", "'true' is not spherical or flat")]
    [InlineData("kernels=[1]", "'1' is no name of a kernel")]
    [InlineData("kernels=[{A: 1}]", "is not a section of parameters")]
    [InlineData("kernels=[{A: {x: 1}, B: {y: 2}}]", "write each as its own item")]
    [InlineData("kernels=[{A: {x: 10 metrs}}]", "did you mean 'metre'?")]
    [InlineData("kernels=[nowhere/sinking.cs]", "there is no file")]
    [InlineData("seed=-1", "-1 is too small")]
    [InlineData("seed=1.5", "'1.5' is not a whole number")]
    [InlineData("realisations={seeds: 0..3}", "both seed and realisations")]
    [InlineData("title=[a]", "a list is not a title")]
    [InlineData("exection.dt=1 h", "did you mean 'execution'?")]
    [InlineData("execution.ddt=1 h", "--set execution.ddt: unknown key 'ddt'; did you mean 'dt'?")]
    public void A_wrong_value_is_refused_with_what_to_do(string change, string message) =>
        Assert.Contains(message, Minimal.Problems(Minimal.Text, change), StringComparison.Ordinal);

    [Theory]
    [InlineData("{count: 0, lon: 0, lat: 0}", "0 is too small")]
    [InlineData("{count: -5, lon: 0, lat: 0}", "-5 is too small")]
    [InlineData("{count: 2.5, lon: 0, lat: 0}", "not a whole number")]
    [InlineData("{count: yes, lon: 0, lat: 0}", "'yes' is not a whole number")]
    [InlineData("{count: 5}", "nothing says where the particles are")]
    [InlineData("{count: 5, lon: 0}", "particles.lat: it is missing")]
    [InlineData("{lon: .nan, lat: 0}", ".nan is not a finite number")]
    [InlineData("{lon: NaN, lat: 0}", "NaN is not a finite number")]
    [InlineData("{lon: [0, -.inf], lat: 0}", "particles.lon[1]: -.inf is not a finite number")]
    [InlineData("{lon: 1e999, lat: 0}", "not a finite number")]
    [InlineData("{lon: '1,5', lat: 0}", "write the decimal point as in 1.5")]
    [InlineData("{lon: [1, 2], lat: [1, 2, 3]}", "lat has 3 items and lon has 2")]
    [InlineData("{count: 3, lon: [1, 2], lat: 0}", "count is 3 and lon has 2 items")]
    [InlineData("{lon: [], lat: 0}", "the list is empty")]
    [InlineData("{lon: {from: 1, to: 2}, lat: 0}", "count is missing")]
    [InlineData("{lon: {from: 1}, lat: 0, count: 2}", "particles.lon.to: it is missing")]
    [InlineData("{lon: 330000, lat: 0}", "for metres write mesh: flat")]
    [InlineData("{lon: 0, lat: [89, 91]}", "lat 91 lies beyond 90 degrees")]
    [InlineData("{box: {lon: [0, 1], lat: [0, 1]}}", "how many particles are released there")]
    [InlineData("{box: {lon: [0, 1]}, count: 5}", "particles.box.lat: it is missing")]
    [InlineData("{box: {lon: [0, 1, 2], lat: [0, 1]}, count: 5}", "two numbers")]
    [InlineData("{box: {lon: [170, -170], lat: [0, 1]}, count: 5}", "[170, 190]")]
    [InlineData("{box: {lon: [0, 1], lat: [0, 1]}, lon: 0, lat: 0, count: 5}", "more than one way")]
    [InlineData("{release: {}, count: 5}", "nothing says where the particles are")]
    [InlineData("{release: {polygon: a.json}, count: 5}", "the area in a.json cannot be read")]
    [InlineData("{release: {polygon: [[0, 1], [2, 3]]}, count: 5}", "give 3 or more")]
    [InlineData("{release: {polygon: [[0, 1], [2, 3], [4]]}, count: 5}", "a corner such as [0, 40]")]
    [InlineData("{release: {file: start.nc}}", "there is no such file")]
    [InlineData("{release: {file: start.dat}}", "its ending is none that is known")]
    [InlineData("{release: {output: start.h5}}", "there is no such file")]
    [InlineData("{release: {grid: {lon: [0, 1], lat: {from: 0, to: 5, step: -1}}}}", "a step of -1 does not lead from 0 to 5")]
    [InlineData("{release: {grid: {lon: [0, 1], lat: {from: 0, to: 5, step: 1e-9}}}}", "a step of 1E-09 makes 5E+09 coordinates from 0 to 5; give a longer step")]
    [InlineData("{release: {grid: {lon: [0, 1], lat: {from: 0, to: 5}}}}", "neither step nor count is given")]
    [InlineData("{release: {grid: {lon: [0, 1], lat: [0, 1]}}, count: 3}", "remove count: the grid sets it")]
    [InlineData("{release: {grid: {lon: [0, 1], lat: [0, 91]}}}", "lat 91 lies beyond 90 degrees")]
    [InlineData("{release: {disc: {lon: 0, lat: 40, radius: 0}}, count: 3}", "the radius is not positive")]
    [InlineData("{release: {disc: {lon: 0, lat: 40, radius: 5 s}}, count: 3}", "do not convert")]
    [InlineData("{release: {disc: {lon: 0, lat: 40, radius: 5 km}}}", "how many particles are released there")]
    [InlineData("{release: {disc: {lon: 0, lat: 40, radius: 5 km}, sphere: {}}, count: 3}", "more than one way")]
    [InlineData("{lon: [0, 1], lat: [0, 1], release: {time: [0, 1, 2]}}", "time has 3 items for 2 particles")]
    [InlineData("{lon: 0, lat: 0, release: {time: soon}}", "give a duration after the start, such as 2 d, or a date")]
    [InlineData("{lon: 0, lat: 0, count: 3, release: {time: {from: 2001-01-01, to: 2 d}}}", "'2001-01-01' is a date; give a duration after the start")]
    [InlineData("{count: 5, release: {polygon: [[0, 0], [330000, 0], [0, 330000]]}}", "lat 330000 lies beyond 90 degrees")]
    [InlineData("{lon: 0, lat: 0, release: {repeat: -1 d}}", "is negative")]
    [InlineData("{release: {file: nowhere.csv}}", "cannot be read")]
    [InlineData("{coutn: 5, lon: 0, lat: 0}", "did you mean 'count'?")]
    public void Particles_that_cannot_be_released_are_refused(string particles, string message) =>
        Assert.Contains(message, Minimal.Problems(Minimal.Text, "particles=" + particles), StringComparison.Ordinal);

    [Theory]
    [InlineData("{value: 1, files: a.nc}", "both value and files")]
    [InlineData("{}", "the field has no values")]
    [InlineData("{value: 1, lon: x}", "'lon' has no meaning without files")]
    [InlineData("{files: []}", "the list is empty")]
    [InlineData("{files: '${DRIFT_TEST_NEVER_SET}/a.nc'}", "DRIFT_TEST_NEVER_SET is not set")]
    [InlineData("{files: '${DRIFT/a.nc'}", "is not closed")]
    [InlineData("{files: nowhere.nc, grid: {type: X}}", "'X' is not A, B or C")]
    [InlineData("{files: nowhere.nc, grid: {indexing: roms}}", "'roms' is not nemo, pop or mitgcm")]
    [InlineData("{files: nowhere.nc, grid: {file: corners.nc}}", "no file matches corners.nc")]
    [InlineData("{files: nowhere.nc, level: -1}", "too small")]
    [InlineData("{files: nowhere.nc, positive: dwn}", "did you mean 'down'?")]
    [InlineData("{value: 1, level: 0}", "'level' has no meaning without files")]
    [InlineData("{files: nowhere.nc, units: furlongs}", "'furlongs' is no known unit")]
    [InlineData("{files: nowhere.nc, units: degC}", "U is measured in m s-1")]
    [InlineData("zero", "'zero' is not a number")]
    [InlineData("no", "'no' is not a number")]
    [InlineData("1 kg", "U is measured in m s-1")]
    [InlineData("[1]", "a list is not a number, or a section")]
    [InlineData("null", "")]
    public void A_field_that_has_no_clear_values_is_refused(string field, string message) =>
        Assert.Contains(message, Minimal.Problems(Minimal.Text, "fields.U=" + field), StringComparison.Ordinal);

    [Theory]
    [InlineData("[1, 5, 1]", "the seed 1 stands there more than once")]
    [InlineData("3..0", "the range 3..0 is empty; write 0..3")]
    [InlineData("0..99999999999", "more than 10000000 seeds")]
    [InlineData("a..b", "'a..b' is not a range")]
    [InlineData("-1..3", "is not a range")]
    [InlineData("[-1]", "too small")]
    [InlineData("[]", "the list is empty")]
    [InlineData("99999999999999999999", "is not a range")]
    public void Seeds_that_are_none_are_refused(string seeds, string message) =>
        Assert.Contains(message, Minimal.Problems(Minimal.Text, "seed=null", "realisations.seeds=" + seeds), StringComparison.Ordinal);

    public static TheoryData<string> Reserved => [.. ExperimentReader.Keys.Where(key => key.Reserved).Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Reserved))]
    public void A_key_that_is_kept_for_later_is_refused_as_not_yet_available(string path) =>
        Assert.Contains(
            $"'{path.Split('.')[^1]}' is not yet available", Minimal.Problems(Minimal.Text, path.Replace("*", "U", StringComparison.Ordinal).Replace("fields.U", "fields.Q", StringComparison.Ordinal) + "=1"),
            StringComparison.Ordinal);

    [Fact]
    public void The_keys_that_the_interface_reserves_are_reserved()
    {
        string[] reserved = [.. ExperimentReader.Keys.Where(key => key.Reserved).Select(key => key.Path)];
        foreach (string key in (string[])["output.mode", "output.variables"])
            Assert.Contains(key, reserved);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("fields")]
    [InlineData("particles")]
    [InlineData("kernels")]
    [InlineData("execution")]
    [InlineData("output")]
    public void A_key_without_a_value_is_refused(string key)
    {
        string text = string.Join('\n', Minimal.Text.Split('\n').Where(line => !line.StartsWith(' ')).Select(line => line.StartsWith(key, StringComparison.Ordinal) ? key + ":" : line));
        Assert.Contains($"{key}: it has no value; give ", Minimal.Problems(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fields")]
    [InlineData("particles")]
    [InlineData("kernels")]
    [InlineData("execution")]
    [InlineData("execution.dt")]
    [InlineData("execution.runtime")]
    [InlineData("output")]
    [InlineData("output.every")]
    public void A_key_that_must_be_there_is_missed(string key) =>
        Assert.Contains($"{key}: it is missing; give ", Minimal.Problems(Minimal.Text, key + "=null"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("# nothing but a comment\n", "the file is empty")]
    [InlineData("null", "the file is empty")]
    [InlineData("just a text", "not keys with values")]
    [InlineData("- a\n- b", "the file holds a list")]
    [InlineData("a: b: c", "test.yaml:1:5: this is no YAML")]
    [InlineData("fields:\n\tU: 0", "indented with a tab: use spaces")]
    [InlineData("fields: {U: 0", "this is no YAML")]
    [InlineData("title: \"unfinished", "this is no YAML")]
    [InlineData("a: *nowhere", "refers to no '&nowhere'")]
    [InlineData("a: &a [*a]", "refers to no '&a'")]
    [InlineData("a: 1\n---\nb: 2", "a second document begins here")]
    [InlineData("? [a]\n: b", "a key is a single word")]
    [InlineData("a: !!python/object:x {}", "tags such as")]
    [InlineData("<<: 1", "merges sections only")]
    public void A_file_that_is_no_experiment_is_refused(string text, string message) =>
        Assert.Contains(message, Minimal.Problems(text), StringComparison.Ordinal);

    [Fact]
    public void References_that_would_grow_without_end_are_refused()
    {
        string text = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"b{i}: &a{i} [{string.Join(", ", Enumerable.Repeat("*a" + (i - 1), 10))}]\n"));
        Assert.Contains("references make it too large", Minimal.Problems(text), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Minimal.Problems("a: " + new string('[', 10_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_a_wrong_format_gives_no_more_than_a_page()
    {
        string text = string.Concat(Enumerable.Range(0, 1000).Select(i => $"key{i}: 1\n"));
        Assert.InRange(Minimal.Problems(text).Split('\n').Length, 40, 60);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_one_problem_with_its_name()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string bytes = Path.Combine(folder, "bytes.yaml");
        File.WriteAllBytes(bytes, [0xff, 0xfe, 0x80, 0x81]);
        foreach ((string path, string message) in (ReadOnlySpan<(string, string)>)
            [(Path.Combine(folder, "none.yaml"), "there is no such file"), (folder, "this is a folder"), (bytes, "no text in UTF-8")])
        {
            var error = Assert.Throws<DriftException>(() => ExperimentReader.Read(path));
            Assert.Equal(ExitCode.Preflight, error.Code);
            Assert.StartsWith(path + ": ", Assert.Single(error.Problems).ToString(), StringComparison.Ordinal);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
        Directory.Delete(folder, true);
    }
}
