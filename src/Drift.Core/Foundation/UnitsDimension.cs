using System.Globalization;

namespace Drift.Core.Foundation;

/// <summary>What a unit measures: powers of the base quantities. Angles count as one, so that degrees do not pass for plain numbers.</summary>
internal readonly record struct UnitsDimension(
    int Length = 0, int Mass = 0, int Time = 0, int Temperature = 0, int Amount = 0, int Current = 0, int Angle = 0)
{
    public static UnitsDimension operator +(UnitsDimension a, UnitsDimension b) => new(
        a.Length + b.Length, a.Mass + b.Mass, a.Time + b.Time, a.Temperature + b.Temperature,
        a.Amount + b.Amount, a.Current + b.Current, a.Angle + b.Angle);

    public static UnitsDimension operator *(UnitsDimension a, int power) => new(
        a.Length * power, a.Mass * power, a.Time * power, a.Temperature * power,
        a.Amount * power, a.Current * power, a.Angle * power);

    /// <summary>The dimension in base units, such as <c>m s-1</c>.</summary>
    public override string ToString()
    {
        var words = new List<string>();
        foreach ((string symbol, int power) in (ReadOnlySpan<(string, int)>)
            [("kg", Mass), ("m", Length), ("s", Time), ("K", Temperature), ("mol", Amount), ("A", Current), ("rad", Angle)])
        {
            if (power != 0)
                words.Add(power == 1 ? symbol : symbol + power.ToString(CultureInfo.InvariantCulture));
        }
        return words.Count == 0 ? "1" : string.Join(' ', words);
    }
}
