using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>
/// Reads units as UDUNITS writes them, and as people do: products by a space, '.', '·' or '*', quotients by '/' or 'per',
/// powers as <c>m2</c>, <c>m^2</c>, <c>m**2</c>, <c>m²</c>, numbers as factors, brackets.
/// </summary>
internal ref struct UnitsReader(string text)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private ReadOnlySpan<char> rest = text.AsSpan().Trim();
    private int depth;

    /// <summary>What could not be read.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What to write instead.</summary>
    public string Remedy { get; private set; } = "write them as in CF, for example 'm s-1'";

    /// <summary>Reads the whole text.</summary>
    public bool TryRead(out UnitsEntry product)
    {
        if (!TryProduct(out product))
            return false;
        return rest.IsEmpty || No($"'{rest}' is left over at the end");
    }

    private bool TryProduct(out UnitsEntry product)
    {
        if (!TryPower(out product))
            return false;
        while (true)
        {
            rest = rest.TrimStart();
            if (rest.IsEmpty || rest[0] == ')')
                return true;
            bool divide = rest[0] == '/' || (rest.StartsWith("per", StringComparison.OrdinalIgnoreCase) && rest.Length > 3 && rest[3] is ' ' or '_');
            if (divide)
                rest = rest[0] == '/' ? rest[1..] : rest[4..];
            else if (rest[0] is '.' or '·' or '*')
                rest = rest[1..];
            if (!TryPower(out UnitsEntry factor))
                return false;
            product = Multiply(product, factor, divide ? -1 : 1);
        }
    }

    private bool TryPower(out UnitsEntry power)
    {
        power = new([], [], default);
        rest = rest.TrimStart();
        if (rest.IsEmpty)
            return No("a unit is missing at the end");
        if (rest[0] == '(')
        {
            if (++depth > 16)
                return No("too many brackets");
            rest = rest[1..];
            if (!TryProduct(out power))
                return false;
            if (!rest.StartsWith(')'))
                return No("a bracket is not closed");
            rest = rest[1..];
            depth--;
        }
        else if (char.IsAsciiDigit(rest[0]) || (rest[0] == '.' && rest.Length > 1 && char.IsAsciiDigit(rest[1])))
        {
            if (!TryNumber(out power))
                return false;
            if (!rest.StartsWith('^') && !rest.StartsWith("**"))
                return true;
        }
        else if (!TryName(out power))
            return false;
        if (!TryExponent(out int exponent))
            return false;
        // A single unit keeps its offset (degC); a power or product of units is a difference.
        if (exponent != 1)
            power = Multiply(new([], [], default), power, exponent);
        return true;
    }

    private bool TryName(out UnitsEntry unit)
    {
        int end = 0;
        while (end < rest.Length && (char.IsLetter(rest[end]) || rest[end] is '_' or '%' or '°'))
            end++;
        string word = rest[..end].ToString();
        unit = UnitsTable.Find(word) ?? new([], [], default);
        if (end == 0)
            return No($"'{rest[0]}' is not expected there");
        if (UnitsTable.Find(word) is null)
        {
            if (word.Length > 2 && Suggestion.Nearest(word, UnitsTable.Words.Where(known => known.Length > 2)) is { } near)
                Remedy = $"did you mean '{near}'?";
            return No($"'{word}' is no known unit");
        }
        rest = rest[end..];
        return true;
    }

    private bool TryNumber(out UnitsEntry number)
    {
        int end = 0, decimals = 0;
        double digits = 0;
        bool point = false;
        for (; end < rest.Length && (char.IsAsciiDigit(rest[end]) || (rest[end] == '.' && !point && end + 1 < rest.Length && char.IsAsciiDigit(rest[end + 1]))); end++)
        {
            point |= rest[end] == '.';
            if (rest[end] == '.')
                continue;
            digits = (digits * 10) + (rest[end] - '0');
            decimals += point ? 1 : 0;
        }
        rest = rest[end..];
        int exponent = 0;
        if (rest.Length > 1 && rest[0] is 'e' or 'E' && (char.IsAsciiDigit(rest[1]) || (rest.Length > 2 && rest[1] is '-' or '+' && char.IsAsciiDigit(rest[2]))))
        {
            rest = rest[1..];
            if (!TryInteger(out exponent))
            {
                number = new([], [], default);
                return false;
            }
        }
        exponent -= decimals;
        double power = 1;
        for (int i = Math.Abs(exponent); i > 0; i--)
            power *= 10;
        number = new([], [], default, exponent > 0 ? digits * power : digits, exponent < 0 ? power : 1);
        return (digits > 0 && double.IsFinite(digits) && double.IsFinite(power)) || No("a factor is 0 or too large");
    }

    private bool TryExponent(out int exponent)
    {
        exponent = 1;
        bool marked = rest.StartsWith('^') || rest.StartsWith("**");
        if (marked)
            rest = rest[(rest[0] == '^' ? 1 : 2)..];
        if (rest.IsEmpty)
            return !marked || No("a power is missing");
        if (marked || char.IsAsciiDigit(rest[0]) || (rest[0] is '-' or '+' && rest.Length > 1 && char.IsAsciiDigit(rest[1])))
            return TryInteger(out exponent);
        bool negative = rest[0] == '⁻';
        int value = 0, end = negative ? 1 : 0, first = end;
        for (; end < rest.Length && end < 4 && Superscripts.Contains(rest[end], StringComparison.Ordinal); end++)
            value = (value * 10) + Superscripts.IndexOf(rest[end], StringComparison.Ordinal);
        if (end == first)
            return true;
        rest = rest[end..];
        exponent = negative ? -value : value;
        return true;
    }

    private bool TryInteger(out int value)
    {
        int end = rest.Length > 0 && rest[0] is '-' or '+' ? 1 : 0;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
            end++;
        if (!int.TryParse(rest[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) || Math.Abs((long)value) > 99)
            return No("a power is no whole number, or too large");
        rest = rest[end..];
        return true;
    }

    private static UnitsEntry Multiply(UnitsEntry product, UnitsEntry factor, int power)
    {
        (double above, double below) = (product.Numerator, product.Denominator);
        for (int i = Math.Abs(power); i > 0; i--)
        {
            above *= power > 0 ? factor.Numerator : factor.Denominator;
            below *= power > 0 ? factor.Denominator : factor.Numerator;
        }
        return new([], [], product.Dimension + (factor.Dimension * power), above, below);
    }

    private bool No(string reason)
    {
        Reason = reason;
        return false;
    }
}
