using System.Globalization;
using System.Text.RegularExpressions;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed partial class ReferenceTests
{
    [Fact]
    public void The_reference_of_kernels_lists_the_registry() =>
        AssertHas("docs/reference/kernels.md", string.Concat(KernelRegistry.Entries.Select(Row)));

    [Fact]
    public void The_reference_of_observers_lists_the_registry() =>
        AssertHas("docs/reference/kernels.md", string.Concat(ObserverRegistry.Entries.Select(Row)));

    [Fact]
    public void The_reference_of_boundaries_lists_the_registry() =>
        AssertHas("docs/reference/kernels.md", string.Concat(BoundaryRegistry.Entries.Select(Row)));

    [Fact]
    public void The_reference_of_flows_lists_the_registry() =>
        AssertHas("docs/reference/flows.md", string.Concat(FlowRegistry.Entries.Select(Row)));

    private static void AssertHas(string page, string table) =>
        Assert.True(Docs.Read(page).Contains(table, StringComparison.Ordinal), $"the table in {page} should be:\n{table}");

    private static string Row(KernelEntry kernel)
    {
        string needs = string.Join(", ", Missing(kernel).Select(sentence => $"`{NeededField().Match(sentence).Groups["name"].Value}`"));
        string parameters = string.Join("; ", kernel.Parameters.Select(p => $"`{p.Key}`: {p.Value}"));
        return $"| `{kernel.Name}` | {kernel.Summary} | {needs} | {parameters} |\n";
    }

    /// <summary>What a kernel asks of a field set that has nothing.</summary>
    private static IEnumerable<string> Missing(KernelEntry kernel)
    {
        using var nothing = new FieldSet(Mesh.Spherical);
        try
        {
            KernelPlan.Make([KernelRegistry.Make(kernel.Name)], nothing);
            return [];
        }
        catch (DriftException e)
        {
            return e.Problems.Select(p => p.What).Where(what => NeededField().IsMatch(what));
        }
    }

    private static string Row(BoundaryEntry boundary) =>
        $"| `{boundary.Name}` | {boundary.Summary} | {string.Join("; ", boundary.Parameters.Select(p => $"`{p.Name}`: {p.Meaning}"))} |\n";

    private static string Row(FlowEntry flow)
    {
        string parameters = string.Join(", ", flow.Parameters.Select(p => $"`{p.Key}` {Number(p.Value)}"));
        return $"| `{flow.Name}` | {flow.Summary} | {flow.MeshWords} | {parameters} |\n";
    }

    private static string Number(double value) => value.ToString(value is 0 or >= 1e-4 ? "0.####" : "0.###e-0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"needs the field (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NeededField();
}
