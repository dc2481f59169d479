using Drift.App.UserKernels;
using Drift.App.Validation;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Running;
using Xunit;

namespace Drift.App.Tests;

/// <summary>The page for users of Parcels: each of its lines is an experiment that runs.</summary>
public sealed class FromParcelsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Lab.Checkout, "docs", "how-to", "from-parcels.md"));

    public static TheoryData<string> Lines =>
    [
        .. Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Parcels", StringComparison.Ordinal))
            .Select(line => line.Split('|')[2].Trim().Trim('`')),
    ];

    [Fact]
    public void There_are_as_many_lines_as_ideas() => Assert.True(Lines.Count > 35, $"{Lines.Count} lines");

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_experiment_with_this_key_replaced_runs(string line)
    {
        using Lab lab = new Lab().Write("first.yaml", Page.Split("```yaml\n")[1].Split("```")[0]).Write("drift-north.cs", Ranks.Kernel).Write("start.csv", "lon,lat\n3,54\n4,55\n");
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string value = line[(colon + 2)..].Replace("currents.nc", lab.File("currents.nc"), StringComparison.Ordinal);
        List<string> overrides = [line[..colon] + "=" + value];
        if (line.Contains("currents.nc", StringComparison.Ordinal))
        {
            // The file has currents around the equator, for three days.
            lab.WriteCurrents();
            overrides.Add("particles={lon: 11, lat: 0}");
            overrides.Add("execution={runtime: 1 d, dt: 1 h}");
        }

        if (line.StartsWith("boundaries: [{Periodic", StringComparison.Ordinal) || line is "mesh: flat")
            overrides.Add("particles={lon: 3, lat: 54}");
        using var self = new SelfCommunicator();
        (RunPlan? plan, IReadOnlyList<Problem> problems) = Preflight.Inspect(lab.File("first.yaml"), overrides, new RunOptions { Output = lab.File("out.h5"), Threads = 1, KernelCompiler = new KernelCompiler() }, self);
        Assert.True(plan is not null, string.Join('\n', problems));
        using (plan)
            ExperimentRun.Execute(plan, self);
        Assert.True(File.Exists(lab.File("out.h5")));
    }
}
