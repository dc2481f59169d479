namespace Drift.Core.Grids;

/// <summary>A named area.</summary>
/// <param name="Name">Its name: letters, digits and underscores.</param>
/// <param name="Area">The area.</param>
public sealed record Region(string Name, Polygon Area);
