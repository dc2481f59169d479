using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class SuggestionTests
{
    private static readonly string[] Keys = ["title", "mesh", "fields", "particles", "kernels", "execution", "output"];

    [Theory]
    [InlineData("filds", "fields")]
    [InlineData("Fields", "fields")]
    [InlineData("partciles", "particles")]
    [InlineData("kernel", "kernels")]
    [InlineData("exectuion", "execution")]
    [InlineData("mehs", "mesh")]
    public void The_word_that_was_meant_is_found(string written, string meant) =>
        Assert.Equal(meant, Suggestion.Nearest(written, Keys));

    [Theory]
    [InlineData("colour")]
    [InlineData("x")]
    [InlineData("")]
    public void A_word_that_is_like_none_gets_no_suggestion(string written) =>
        Assert.Null(Suggestion.Nearest(written, Keys));

    [Fact]
    public void The_first_of_two_equally_near_words_is_taken() =>
        Assert.Equal("lat", Suggestion.Nearest("la", ["lat", "lan"]));

    [Fact]
    public void The_remedy_names_the_nearest_word_or_all() =>
        Assert.Equal(["did you mean 'mesh'?", "known here: a, b"], [Suggestion.Remedy("mseh", Keys), Suggestion.Remedy("mesh", ["a", "b"])]);
}
