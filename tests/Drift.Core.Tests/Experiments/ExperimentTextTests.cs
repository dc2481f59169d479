using CsCheck;
using Drift.Core.Experiments;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public class ExperimentTextTests
{
    private static readonly string[] Pieces =
    [
        "title", "fields", "U", "particles", "lon", "execution", "dt", "output", "every", "seed", "kernels", "realisations", "seeds", "<<",
        ":", ": ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", " ", "'", "\"", "\t", "#", "&a ", "*a", "|", ">", "---\n", "...", "!x ", "?",
        "0", "1 h", "10 d", "0..3", "-1", ".nan", "1e999", "AdvectionRK4", "never", "null", "~", "${A:-b}", "*.nc", "2002-01-01", "\\", "%", "@", "\0", "\uFEFF", "é", "\u2028",
    ];

    [Fact]
    public void The_same_experiment_has_the_same_digest_however_it_is_written()
    {
        string flow = """
            # another way of writing it
            title:   A test
            mesh: spherical
            fields: {U: 0, V: 0}
            particles: {count: 10, lon: 0, lat: 0}
            kernels:
              - AdvectionRK4
            execution: {runtime: 10 d, dt: 1 h}
            seed: 7
            output: {file: test.h5, every: 1 d}
            """;
        ExperimentSpec one = Minimal.Read(Minimal.Text), other = Minimal.Read(flow);
        Assert.Equal(one.Text, other.Text);
        Assert.Equal(one.Digest, other.Digest);
        Assert.Matches("^[0-9a-f]{64}$", one.Digest);
    }

    [Fact]
    public void A_change_of_any_value_or_override_changes_the_digest()
    {
        string digest = Minimal.Read(Minimal.Text).Digest;
        Assert.NotEqual(digest, Minimal.Read(Minimal.With("lon: 0", "lon: 1")).Digest);
        Assert.NotEqual(digest, Minimal.Read(Minimal.Text, "seed=8").Digest);
        Assert.Equal(digest, Minimal.Read(Minimal.With("seed: 7", "seed: 9"), "seed=7").Digest);
    }

    [Fact]
    public void The_text_of_an_experiment_is_an_experiment_with_the_same_text()
    {
        ExperimentSpec spec = Minimal.Read(
            Minimal.With("title: A test", "title: \"it's: a \\\"test\\\" # with\\n two lines, é and \\u2028\""),
            "kernels=[A, {B: {x: 10 m, y: '5'}}]", "fields.Kz={value: 1, units: 'cm2/s'}", "execution.start=2002-01-01T12:00:00");
        ExperimentSpec again = Minimal.Read(spec.Text);
        Assert.Equal(spec.Text, again.Text);
        Assert.Equal(spec.Title, again.Title);
        Assert.Equal(spec.Execution.Start.Date, again.Execution.Start.Date);
    }

    [Fact]
    public void Any_values_survive_being_written_and_read() =>
        Gen.OneOf(Gen.String, Gen.OneOf(Pieces).Array[0, 6].Select(string.Concat)).Sample(title =>
        {
            // Control characters beyond these cannot be in YAML at all; a title is trimmed.
            string clean = new([.. title.Where(letter => !char.IsSurrogate(letter) && letter is >= ' ' and not '\u007f' and < '\u0080')]);
            string quoted = "\"" + clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
            if (clean.Trim().Length == 0)
                return;
            ExperimentSpec spec = Minimal.Read(Minimal.With("title: A test", "title: " + quoted));
            Assert.Equal(clean.Trim(), spec.Title);
            Assert.Equal(spec.Title, Minimal.Read(spec.Text).Title);
            Assert.Equal(spec.Text, Minimal.Read(spec.Text).Text);
        });

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.OneOf(Pieces).Array[0, 30].Select(string.Concat).Sample(Survives, iter: 10_000);

    [Fact]
    public void No_slip_of_the_pen_makes_the_reader_throw() =>
        Gen.Select(Gen.Int[0, Minimal.Text.Length], Gen.Int[0, 8], Gen.OneOf(Pieces)).Sample(
            (at, cut, piece) => Survives(Minimal.Text[..at] + piece + Minimal.Text[Math.Min(at + cut, Minimal.Text.Length)..]), iter: 10_000);

    [Fact]
    public void No_override_makes_the_reader_throw() =>
        Gen.OneOf(Pieces).Array[0, 12].Select(parts => string.Concat(parts)).Sample(text =>
            ExperimentReader.InspectText(Minimal.Text, "test.yaml", "/tmp", [text, "fields.U." + text, "execution=" + text]).Problems.Count >= 0, iter: 5000);

    private static bool Survives(string text)
    {
        (ExperimentSpec? spec, var problems) = ExperimentReader.InspectText(text, "test.yaml", "/tmp");
        return (problems.Count > 0 || spec is not null) && problems.All(problem => problem.What.Length > 0);
    }
}
