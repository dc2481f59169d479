using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Experiments;

public class ExampleTests
{
    [Fact]
    public void Brownian_is_the_default_run_of_the_notebook()
    {
        ExperimentSpec spec = ExperimentReader.Read(Example("brownian.yaml"));
        Assert.Equal((3000, 12345), (spec.Particles.Count, spec.Seed));
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromHours(1)), (spec.Execution.Runtime, spec.Execution.Dt));
        Assert.Equal("BrownianMotion2D", Assert.Single(spec.Kernels).Name);
        Assert.Equal(100, spec.Fields["Kh_zonal"].Value);
    }

    [Fact]
    public void Brownian_ensemble_is_the_long_run_of_the_notebook()
    {
        ExperimentSpec spec = ExperimentReader.Read(Example("brownian-ensemble.yaml"));
        Assert.Equal([0L, 1, 2, 3], spec.Seeds);
        Assert.Equal((100_000, 240), (spec.Particles.Count, spec.Execution.Steps));
        Assert.Equal(TimeSpan.FromDays(1), spec.Output.Every);
    }

    [Fact]
    public void Agulhas_finds_its_nine_files_or_names_where_to_get_them()
    {
        (ExperimentSpec? spec, IReadOnlyList<Problem> problems) = ExperimentReader.Inspect(Example("agulhas.yaml"), ["fields.U.files=${DRIFT_TEST_NEVER_SET:-data}/globcurrent/*.nc"]);
        Assert.Contains(problems, problem => problem.Remedy.Contains("parcels-data", StringComparison.Ordinal));
        Assert.Equal(25, spec!.Particles.Count);
        string data = Path.GetFullPath(Environment.GetEnvironmentVariable("DRIFT_TEST_DATA") ?? Path.Combine(Root, "..", "shared", "data"));
        if (!Directory.Exists(Path.Combine(data, "globcurrent")))
            Assert.Skip("there are no GlobCurrent files in " + data);
        spec = ExperimentReader.Read(Example("agulhas.yaml"), [$"fields.U.files={data}/globcurrent/*.nc", $"fields.V.files={data}/globcurrent/*.nc"]);
        Assert.Equal(9, spec.Fields["U"].Files.Count);
        Assert.Contains("20020101", spec.Fields["V"].Files[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Own_kernel_finds_its_source_beside_it()
    {
        KernelSpec kernel = ExperimentReader.Read(Example("own-kernel.yaml")).Kernels[2];
        Assert.Equal(("sinking", Example("kernels/sinking.cs"), "2 %"), (kernel.Name, kernel.SourceFile, kernel.Parameters["least"].Text));
    }

    [Fact]
    public void Moving_eddies_names_the_command_that_writes_its_file()
    {
        (ExperimentSpec? spec, IReadOnlyList<Problem> problems) = ExperimentReader.Inspect(Example("moving-eddies.yaml"));
        Assert.Equal(Mesh.Flat, spec!.Mesh);
        Assert.All(problems, problem => Assert.Contains("drift sample-data moving-eddies", problem.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void The_reference_of_the_experiment_file_lists_every_key()
    {
        string table = string.Concat(ExperimentReader.Keys.Select(Row));
        string page = File.ReadAllText(Path.Combine(Root, "docs", "reference", "experiment-file.md"));
        Assert.True(page.Contains(table, StringComparison.Ordinal), "the table in docs/reference/experiment-file.md should be:\n" + table);
    }

    [Fact]
    public void Every_experiment_in_the_reference_is_read()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "reference", "experiment-file.md"));
        string[] blocks = [.. page.Split("```yaml\n").Skip(1).Select(block => block.Split("```")[0])];
        Assert.NotEmpty(blocks);

        // Files of the reader's own are not there.
        foreach (string block in blocks)
            Assert.All(Minimal.Problems(block).Split('\n', StringSplitOptions.RemoveEmptyEntries), problem => Assert.Contains(": no file matches ", problem, StringComparison.Ordinal));
    }

    private static string Row(KeyDescription key)
    {
        string form = key.Form.Replace("|", "\\|", StringComparison.Ordinal);
        string initial = key.Reserved ? "not yet available" : key.Required ? "must be given" : key.Default;
        return $"| `{key.Path}` | {form} | {key.Summary} | {initial} |\n";
    }

    private static string Example(string name) => Path.Combine(Root, "examples", name);

    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Drift.Hpc.sln")))
                folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("the tests run from within the repository");
        }
    }
}
