namespace Drift.Core.Fields.Sources;

/// <summary>Points of cells by the names of fields.</summary>
public static class GridPoints
{
    /// <summary>The point of a field: U, V and W have their own, and so have parts of them, such as U_fine; all others stand in the middle.</summary>
    public static GridPoint Of(string field) => Component(field) switch { "U" => GridPoint.U, "V" => GridPoint.V, "W" => GridPoint.W, _ => GridPoint.Cell };

    /// <summary>U, V or W for a field that is a part of it, else the name itself.</summary>
    internal static string Component(string field) => field.Length > 1 && field[1] == '_' && field[0] is 'U' or 'V' or 'W' ? field[..1] : field;
}
