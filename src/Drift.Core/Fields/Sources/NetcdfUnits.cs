using Drift.Core.Files;

namespace Drift.Core.Fields.Sources;

/// <summary>The unit attribute of a variable, in the spellings that are met: <c>units</c> (CF) and <c>Unit</c> (GlobCurrent).</summary>
internal static class NetcdfUnits
{
    private static readonly string[] Spellings = ["units", "Units", "unit", "Unit"];

    /// <summary>The unit, or null if the variable has none.</summary>
    public static string? Of(NetcdfVariable variable)
    {
        foreach (string spelling in Spellings)
        {
            if (variable.Text(spelling) is { } text && !string.IsNullOrWhiteSpace(text))
                return text.Trim();
        }

        return null;
    }
}
