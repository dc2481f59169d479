using System.Diagnostics.CodeAnalysis;

namespace Drift.Core.Foundation;

/// <summary>
/// The units of a variable, read from a file or an experiment in the spellings of CF, UDUNITS and people:
/// <c>m s-1</c>, <c>m/s</c>, <c>cm s**-1</c>, <c>km/h</c>, <c>m^2/s</c>, <c>mm/day</c>, <c>degrees_east</c>, <c>knots</c>, <c>1</c>.
/// </summary>
public sealed class Units
{
    private readonly UnitsEntry entry;

    private Units(string text, UnitsEntry entry) => (Text, this.entry) = (text, entry);

    /// <summary>The units as they were written.</summary>
    public string Text { get; }

    /// <summary>Reads units.</summary>
    /// <param name="text">What was written; empty is the plain number, <c>1</c>.</param>
    /// <param name="place">Where it was written, for the problem.</param>
    /// <param name="units">The units.</param>
    /// <param name="problem">Why they are none.</param>
    /// <returns>Whether they were understood.</returns>
    public static bool TryParse(
        string text, string place, [NotNullWhen(true)] out Units? units, [NotNullWhen(false)] out Problem? problem)
    {
        var reader = new UnitsReader(string.IsNullOrWhiteSpace(text) ? "1" : text);
        bool read = reader.TryRead(out UnitsEntry entry) && double.IsFinite(entry.Numerator / entry.Denominator);
        units = read ? new(text, entry) : null;
        problem = read ? null : new(place, $"the units '{text}' cannot be read: {reader.Reason}", reader.Remedy);
        return read;
    }

    /// <summary>Units that are written in a program.</summary>
    /// <param name="text">Such as <c>m s-1</c>.</param>
    /// <exception cref="DriftException">They cannot be read.</exception>
    public static Units Parse(string text) =>
        TryParse(text, "", out Units? units, out Problem? problem) ? units : throw new DriftException(ExitCode.Preflight, problem);

    /// <summary>Whether both measure the same thing.</summary>
    public bool ConvertsTo(Units other) => entry.Dimension == other.entry.Dimension;

    /// <summary>How values in these units become values in others.</summary>
    /// <param name="other">The units to have.</param>
    /// <param name="place">The file and variable, for the problem.</param>
    /// <param name="conversion">Factor and offset; exactly 1 and 0 where the units are the same.</param>
    /// <param name="problem">Why they do not convert.</param>
    /// <returns>Whether they measure the same thing.</returns>
    /// <remarks>Accuracy: the factor of units with decimal sizes is rounded once (0.01 for cm to m).</remarks>
    public bool TryConversion(Units other, string place, out UnitsConversion conversion, [NotNullWhen(false)] out Problem? problem)
    {
        conversion = default;
        problem = null;
        if (!ConvertsTo(other))
        {
            problem = new(
                place,
                $"units '{Text}' ({entry.Dimension} in base units) do not convert to '{other.Text}' ({other.entry.Dimension})",
                "check the variable's name, or say what its units are with the key 'units'");
            return false;
        }
        double above = entry.Numerator * other.entry.Denominator, below = entry.Denominator * other.entry.Numerator;
        double offset = (entry.Offset - other.entry.Offset) * other.entry.Denominator / other.entry.Numerator;
        conversion = new(above == below ? 1 : above / below, offset);
        return true;
    }

    /// <summary>The units as they were written.</summary>
    public override string ToString() => Text;
}
