using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>A value with or without units, of a kernel's or an analytic source's parameter: <c>10 m</c>, <c>0.3</c>, <c>true</c>, <c>linear</c>.</summary>
public sealed record ParameterSpec : Spec
{
    /// <summary>The value as it was written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Its number, null if it is a word.</summary>
    public double? Number { get; init; }

    /// <summary>Its units, null if it has none.</summary>
    public Units? Units { get; init; }

    /// <summary>The number in some units; a number without units is taken to be in them.</summary>
    /// <param name="wanted">The units to have.</param>
    /// <param name="value">The number.</param>
    /// <param name="problem">Why there is none.</param>
    /// <returns>Whether it is a number, of the right kind.</returns>
    public bool TryIn(Units wanted, out double value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (Number ?? 0, null);
        if (Number is null)
            problem = new(Place.ToString(), $"'{Text}' is not a number", $"give a number in {wanted}");
        else if (Units is not null && Units.TryConversion(wanted, Place.ToString(), out UnitsConversion conversion, out problem))
            value = conversion.Apply(value);
        return problem is null;
    }

    /// <summary>The value as a yes or no.</summary>
    /// <param name="value">Whether it is true.</param>
    /// <param name="problem">Why it is neither.</param>
    /// <returns>Whether it is <c>true</c> or <c>false</c>.</returns>
    public bool TryBoolean(out bool value, [NotNullWhen(false)] out Problem? problem)
    {
        value = Text is "true";
        problem = Text is "true" or "false" ? null : new(Place.ToString(), $"'{Text}' is neither true nor false", "write true or false");
        return problem is null;
    }

    /// <summary>How it is read: a number first, with the rest as its units; anything else is a word.</summary>
    internal static Form<ParameterSpec> Form { get; } = new ParameterForm(false);

    /// <summary>How it is read where only a number will do.</summary>
    internal static Form<ParameterSpec> Quantity { get; } = new ParameterForm(true);

    // The longest beginning that is a number; a number that is none (nan, inf) only as a whole.
    private static bool TrySplit(string text, out string number, out string units)
    {
        int end = text.AsSpan().IndexOfAnyExcept(InNumbers);
        end = end < 0 ? text.Length : end;
        bool whole = NumberForm.IsNotFinite(text);
        end = whole ? text.Length : end;
        while (!whole && end is > 0 and < LongestNumber && !double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            end--;
        (number, units) = (text[..end], text[end..].Trim());
        return end > 0;
    }

    private const int LongestNumber = 64;

    private static readonly System.Buffers.SearchValues<char> InNumbers = System.Buffers.SearchValues.Create("0123456789+-.eE");

    private sealed class ParameterForm(bool numeric) : ScalarForm<ParameterSpec>
    {
        public override string Words => numeric ? "a number, with or without units" : "a number with or without units, or a word";

        protected override bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out ParameterSpec value)
        {
            value = new() { Text = text, Place = at.Place };
            // "nan" and "inf" are numbers that nothing can use: they are refused as such.
            if (!TrySplit(text, out string number, out string units))
                return !numeric || at.Expected(Words);
            if (!NumberForm.TryRead(number, at, Words, out double parsed))
                return false;
            if (units.Length == 0)
            {
                value = value with { Number = parsed };
                return true;
            }
            if (!Units.TryParse(units, at.Place.ToString(), out Units? read, out Problem? problem))
                return at.Refuse(problem);
            value = value with { Number = parsed, Units = read };
            return true;
        }
    }
}
