namespace Drift.Core.Grids;

/// <summary>Levels whose depth varies from place to place, and perhaps with time: the depths are a field of their own.</summary>
/// <param name="count">Number of levels.</param>
/// <param name="identity">What says which field it is: two such grids are the same where these are equal.</param>
public sealed class DepthLevels(int count, string identity) : VerticalGrid(count)
{
    private readonly string identity = identity;

    /// <inheritdoc/>
    public override bool IsSame(VerticalGrid other) => other is DepthLevels levels && Count == levels.Count && string.Equals(identity, levels.identity, StringComparison.Ordinal);
}
