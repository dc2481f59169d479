namespace Drift.Core.Fields;

/// <summary>The fields that say how deep the levels of a grid are, where the grid alone does not know.</summary>
/// <param name="Bottom">Depth of the water h in metres, for levels that follow bottom and surface.</param>
/// <param name="Surface">Elevation of the surface ζ in metres, positive up; null for 0.</param>
/// <param name="Levels">Depth of each level in metres, positive down, on the same horizontal grid; null where a formula says it.</param>
public sealed record DepthFields(Field? Bottom = null, Field? Surface = null, Field? Levels = null);
