namespace Drift.Core.Foundation;

/// <summary>One named unit: (value · Numerator / Denominator) + Offset in base units of the SI.</summary>
/// <param name="Names">Spellings in full, which stand in any case and take prefixes in full.</param>
/// <param name="Symbols">Symbols, whose case counts.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Numerator">Size in base units, above.</param>
/// <param name="Denominator">Size in base units, below.</param>
/// <param name="Offset">Where its zero lies, in base units.</param>
/// <param name="Prefixable">Whether kilo, centi and so on may stand before it.</param>
internal sealed record UnitsEntry(
    string[] Names, string[] Symbols, UnitsDimension Dimension, double Numerator = 1, double Denominator = 1, double Offset = 0, bool Prefixable = false);

/// <summary>The units that occur in files of ocean and atmosphere models.</summary>
internal static class UnitsTable
{
    private static readonly UnitsDimension One = new(Length: 0);
    private static readonly UnitsDimension Length = new(Length: 1), Mass = new(Mass: 1), Time = new(Time: 1), Angle = new(Angle: 1);
    private static readonly UnitsDimension Temperature = new(Temperature: 1);
    private static readonly UnitsDimension Pressure = new(Length: -1, Mass: 1, Time: -2);

    private static readonly UnitsEntry[] Entries =
    [
        new(["metre", "metres", "meter", "meters"], ["m"], Length, Prefixable: true),
        new(["nautical_mile", "nautical_miles"], ["nmi"], Length, 1852),
        new(["foot", "feet"], ["ft"], Length, 3048, 10_000),
        new(["fathom", "fathoms"], [], Length, 18_288, 10_000),
        new(["gram", "grams", "gramme", "grammes"], ["g"], Mass, 1, 1000, Prefixable: true),
        new(["tonne", "tonnes"], ["t"], Mass, 1000),
        new(["second", "seconds", "sec", "secs"], ["s"], Time, Prefixable: true),
        new(["minute", "minutes", "mins"], ["min"], Time, 60),
        new(["hour", "hours", "hr", "hrs"], ["h"], Time, 3600),
        new(["day", "days"], ["d"], Time, 86_400),
        new(["week", "weeks"], [], Time, 604_800),
        new(["year", "years", "yr", "yrs"], [], Time, 315_569_259_746_784, 10_000_000),
        new(["kelvin", "kelvins", "degree_kelvin", "degrees_kelvin", "deg_k", "degk"], ["K"], Temperature, Prefixable: true),
        new(["celsius", "degree_celsius", "degrees_celsius", "degree_c", "degrees_c", "deg_c", "degc"], ["°C"], Temperature, Offset: 273.15),
        new(["mole", "moles"], ["mol"], new(Amount: 1), Prefixable: true),
        new(["ampere", "amperes"], ["A"], new(Current: 1), Prefixable: true),
        new(["newton", "newtons"], ["N"], new(Length: 1, Mass: 1, Time: -2), Prefixable: true),
        new(["pascal", "pascals"], ["Pa"], Pressure, Prefixable: true),
        new(["bar", "bars"], [], Pressure, 100_000, Prefixable: true),
        new(["decibar", "decibars"], ["dbar"], Pressure, 10_000),
        new(["millibar", "millibars"], ["mbar", "mb"], Pressure, 100),
        new(["joule", "joules"], ["J"], new(Length: 2, Mass: 1, Time: -2), Prefixable: true),
        new(["watt", "watts"], ["W"], new(Length: 2, Mass: 1, Time: -3), Prefixable: true),
        new(["hertz"], ["Hz"], new(Time: -1), Prefixable: true),
        new(["litre", "litres", "liter", "liters"], ["L", "l"], new(Length: 3), 1, 1000, Prefixable: true),
        new(["knot", "knots", "kts"], ["kt", "kn"], new(Length: 1, Time: -1), 1852, 3600),
        new(["sverdrup", "sverdrups"], ["Sv"], new(Length: 3, Time: -1), 1_000_000),
        new(["radian", "radians"], ["rad"], Angle, Prefixable: true),
        new(
            [
                "degree", "degrees", "deg", "degs", "degree_north", "degrees_north", "degree_n", "degrees_n", "degreen", "degreesn",
                "degree_east", "degrees_east", "degree_e", "degrees_e", "degreee", "degreese", "degree_south", "degrees_south",
                "degree_west", "degrees_west", "degree_true", "degrees_true",
            ],
            ["°"], Angle, Math.PI, 180),
        new(["percent"], ["%"], One, 1, 100),
        new(["psu", "pss", "practical_salinity_units"], [], One),
        new(["ppm"], [], One, 1, 1_000_000),
        new(["none", "unitless", "dimensionless", "nondimensional", "fraction"], [], One),
    ];

    private static readonly (string Name, string Symbol, int Exponent)[] Prefixes =
    [
        ("nano", "n", -9), ("micro", "u", -6), ("micro", "µ", -6), ("micro", "μ", -6), ("milli", "m", -3), ("centi", "c", -2),
        ("deci", "d", -1), ("deca", "da", 1), ("hecto", "h", 2), ("kilo", "k", 3), ("mega", "M", 6), ("giga", "G", 9), ("tera", "T", 12),
    ];

    /// <summary>Every spelling without prefixes.</summary>
    public static IEnumerable<string> Words => Entries.SelectMany(entry => entry.Names.Concat(entry.Symbols));

    /// <summary>Finds the unit that a word names, with its prefix.</summary>
    /// <param name="word">The word, without an exponent.</param>
    /// <returns>The unit, or null.</returns>
    public static UnitsEntry? Find(string word) =>
        Exact(word) ?? Prefixed(word) ?? Exact(word.ToLowerInvariant());

    private static UnitsEntry? Exact(string word) =>
        Entries.FirstOrDefault(entry => entry.Symbols.Contains(word, StringComparer.Ordinal))
        ?? Entries.FirstOrDefault(entry => entry.Names.Contains(word, StringComparer.OrdinalIgnoreCase));

    private static UnitsEntry? Prefixed(string word)
    {
        foreach ((string name, string symbol, int exponent) in Prefixes)
        {
            UnitsEntry? entry = null;
            if (word.StartsWith(symbol, StringComparison.Ordinal))
                entry = Entries.FirstOrDefault(known => known.Prefixable && known.Symbols.Contains(word[symbol.Length..], StringComparer.Ordinal));
            if (entry is null && word.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                entry = Entries.FirstOrDefault(known => known.Prefixable && known.Names.Contains(word[name.Length..], StringComparer.OrdinalIgnoreCase));
            if (entry is null)
                continue;
            double size = 1;
            for (int i = Math.Abs(exponent); i > 0; i--)
                size *= 10;
            return exponent > 0 ? entry with { Numerator = entry.Numerator * size } : entry with { Denominator = entry.Denominator * size };
        }
        return null;
    }
}
