using Drift.Core.Experiments;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed class DocsTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken =
            from page in Docs.Pages
            from link in Docs.Links(page)
            where !link.Target.Contains("://", StringComparison.Ordinal) && !Leads(page, link.Target)
            select $"{link.Place}: {link.Target}";
        Found.Nothing(broken);
    }

    [Fact]
    public void Every_page_of_docs_is_linked_from_another_page()
    {
        string[] linked =
        [
            .. from page in Docs.Pages
               from link in Docs.Links(page)
               select Path.GetRelativePath(Checkout.Root, Path.Combine(Checkout.Root, Path.GetDirectoryName(page)!, link.Target.Split('#')[0])),
        ];
        Found.Nothing(Docs.Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/results/", StringComparison.Ordinal)
            && !linked.Contains(page, StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_experiment_in_the_docs_is_read()
    {
        Docs.Block[] blocks = [.. Docs.Blocks("yaml")];
        Assert.NotEmpty(blocks);
        // Files of data are not there; everything else has to be right.
        var wrong =
            from block in blocks
            from problem in ExperimentReader.InspectText(block.Text, block.Place, Checkout.Root).Problems
            where !problem.What.StartsWith("no file matches", StringComparison.Ordinal)
            select $"{block.Place}: {problem}";
        Found.Nothing(wrong);
    }

    [Fact]
    public void Every_command_line_in_the_docs_is_one_that_the_program_takes()
    {
        (string Place, string Line)[] lines =
        [
            .. from block in Docs.Blocks("bash")
               from line in block.Text.Split('\n')
               where CommandLines.StartsDrift(line)
               select (block.Place, line),
        ];
        Assert.NotEmpty(lines);
        var wrong =
            from line in lines
            from problem in CommandLines.Problems(line.Line)
            select $"{line.Place}: {line.Line.Trim()}: {problem}";
        Found.Nothing(wrong);
    }

    [Theory]
    [InlineData("./drift run examples/no.yaml", "examples/no.yaml does not exist")]
    [InlineData("mpiexec -n 4 ./drift walk examples/brownian.yaml", "there is no command walk")]
    [InlineData("drift run a.yaml --treads 4", "run has no option --treads")]
    [InlineData("sbatch -n4 scripts/slurm/run.sbatch a.yaml --set seed=1 --rank 2", "run has no option --rank")]
    public void A_command_line_that_is_wrong_is_noticed(string line, string problem) =>
        Assert.Contains(problem, CommandLines.Problems(line));

    private static bool Leads(string page, string target)
    {
        string[] parts = target.Split('#');
        string path = Path.GetRelativePath(Checkout.Root, Path.Combine(Checkout.Root, Path.GetDirectoryName(page)!, parts[0]));
        string file = parts[0].Length == 0 ? page : path;
        if (!Path.Exists(Path.Combine(Checkout.Root, file)))
            return false;
        return parts.Length == 1 || Docs.Anchors(file).Contains(parts[1], StringComparer.Ordinal);
    }
}
