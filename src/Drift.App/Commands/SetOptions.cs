namespace Drift.App.Commands;

/// <summary>
/// Brings all <c>--set key=value</c> to the end of the line, as one list: the parser lets a list swallow what follows it,
/// and what follows may be the experiment file.
/// </summary>
internal static class SetOptions
{
    public static string[] ToEnd(string[] args)
    {
        var others = new List<string>();
        var values = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--set=", StringComparison.Ordinal))
                values.Add(args[i]["--set=".Length..]);
            else if (args[i] is "--set" && i + 1 < args.Length)
                values.Add(args[++i]);
            else
                others.Add(args[i]);
        }

        return values.Count == 0 ? args : [.. others, "--set", .. values];
    }
}
