using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

public sealed class ProvenanceTests
{
    [Fact]
    public void The_experiment_is_kept_whole_with_its_digest()
    {
        IReadOnlyList<NetcdfAttribute> attributes = new Provenance { ExperimentText = "abc" }.ToAttributes();
        Assert.Equal("abc", Text(attributes, "experiment"));
        // Known answer of FIPS 180-2, appendix B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Text(attributes, "experiment_sha256"));
    }

    [Fact]
    public void An_input_file_is_named_by_size_and_digest()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("u.nc"), "abc");
        InputFile file = InputFile.Look(folder.File("u.nc"));
        Assert.Equal($"{folder.File("u.nc")} 3 bytes sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", file.ToString());
        Assert.Equal(file.ToString(), Text(new Provenance { Inputs = [file] }.ToAttributes(), "input_files"));
    }

    [Fact]
    public void The_source_of_a_kernel_is_kept_with_its_name_and_digest() => Assert.Equal(
        "// sinking.cs sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nabc",
        Text(new Provenance { KernelSources = [("sinking.cs", "abc")] }.ToAttributes(), "kernel_sources"));

    [Fact]
    public void A_large_input_file_may_be_named_by_its_date_and_says_so()
    {
        using var folder = new TemporaryFolder();
        using (FileStream stream = File.Create(folder.File("large.nc")))
            stream.SetLength(InputFile.LargeBytes + 1);
        File.SetLastWriteTimeUtc(folder.File("large.nc"), new DateTime(2002, 1, 31, 12, 0, 0, DateTimeKind.Utc));
        Assert.Equal(
            $"{folder.File("large.nc")} 1073741825 bytes modified 2002-01-31T12:00:00Z (too large to hash)",
            InputFile.Look(folder.File("large.nc"), mostToHash: InputFile.LargeBytes).ToString());
    }

    [Fact]
    public void A_missing_input_file_is_a_problem_of_preflight()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DriftException>(() => InputFile.Look(folder.File("u.nc")));
        Assert.Equal(ExitCode.Preflight, error.Code);
        Assert.StartsWith($"{folder.File("u.nc")}: the input file cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 12345 }, "12345")]
    [InlineData(new long[] { 0, 1, 2, 3 }, "0..3")]
    [InlineData(new long[] { 1, 5, 9 }, "1, 5, 9")]
    [InlineData(new long[] { 1, 2, 7, 8, 9, 3 }, "1, 2, 7..9, 3")]
    public void Seeds_are_written_as_in_an_experiment(long[] seeds, string expected) =>
        Assert.Equal(expected, Text(new Provenance { Seeds = seeds }.ToAttributes(), "random_seeds"));

    [Fact]
    public void The_version_and_the_commit_are_told_apart()
    {
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", Provenance.Version);
        Assert.DoesNotContain('+', Provenance.Version);
        Assert.Matches("^([0-9a-f]{40}|unknown)$", Provenance.Commit);
    }

    private static string? Text(IReadOnlyList<NetcdfAttribute> attributes, string name) =>
        attributes.SingleOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal))?.Text;
}
