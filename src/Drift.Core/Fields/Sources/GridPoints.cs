namespace Drift.Core.Fields.Sources;

/// <summary>Points of cells by the names of fields.</summary>
public static class GridPoints
{
    /// <summary>The point of a field: U, V and W have their own, all others stand in the middle.</summary>
    public static GridPoint Of(string field) => field switch { "U" => GridPoint.U, "V" => GridPoint.V, "W" => GridPoint.W, _ => GridPoint.Cell };
}
