using Drift.Testing;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed class LauncherTests(FreshCheckout fresh) : IClassFixture<FreshCheckout>
{
    private const string Building = "drift: building once";

    [Fact]
    public void Ranks_that_start_together_on_a_fresh_clone_build_once()
    {
        Assert.True(fresh.FirstStart.ExitCode == 0, fresh.FirstStart.ToString());
        Assert.Single(fresh.FirstStart.ErrorLines, line => line.Contains(Building, StringComparison.Ordinal));
        Assert.DoesNotContain("drift: ", fresh.FirstStart.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_build_is_started_without_a_word_and_without_building()
    {
        Assert.True(fresh.FirstStart.ExitCode == 0, fresh.FirstStart.ToString());
        ShellResult again = fresh.Start("--version");

        Assert.Equal(0, again.ExitCode);
        Assert.Empty(again.Error);
    }

    [Fact]
    public void A_build_that_fails_says_where_and_ends_with_70()
    {
        Assert.True(fresh.FirstStart.ExitCode == 0, fresh.FirstStart.ToString());
        string wrong = Path.Combine(fresh.Root, "src", "Drift.Core", "Foundation", "Wrong.cs");
        File.WriteAllText(wrong, "no C# at all");
        ShellResult broken = fresh.Start("--version");
        File.Delete(wrong);
        ShellResult mended = fresh.Start("--version");

        Assert.Equal(70, broken.ExitCode);
        Assert.Empty(broken.Output);
        Assert.Contains("Wrong.cs(1,", broken.Error, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.ToString());
    }
}
