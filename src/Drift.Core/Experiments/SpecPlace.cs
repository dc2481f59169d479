using System.Globalization;

namespace Drift.Core.Experiments;

/// <summary>Where something stands: in the text of an experiment file, or on the command line.</summary>
/// <param name="File">Name of the file, or <c>--set</c>.</param>
/// <param name="Line">Line, 1 for the first; 0 if there is none.</param>
/// <param name="Column">Column, 1 for the first; 0 if there is none.</param>
/// <param name="Key">Path of the key, such as <c>execution.dt</c>; empty for the whole file.</param>
public sealed record SpecPlace(string File, int Line, int Column, string Key)
{
    /// <summary>What overrides from the command line have as <see cref="File"/>.</summary>
    public const string Set = "--set";

    /// <summary>The place of a spec that was made in a program.</summary>
    public static SpecPlace None { get; } = new("", 0, 0, "");

    /// <summary>The place as it is printed: <c>file.yaml:12:9: execution.dt</c> or <c>--set execution.dt</c>.</summary>
    public override string ToString()
    {
        if (Line == 0)
            return Key.Length == 0 ? File : File.Length == 0 ? Key : $"{File} {Key}";
        string place = string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
        return Key.Length == 0 ? place : $"{place}: {Key}";
    }
}
