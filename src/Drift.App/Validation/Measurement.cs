namespace Drift.App.Validation;

/// <summary>A measured number and between which bounds it passes.</summary>
/// <param name="What">What was measured, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Low">Smallest number that passes.</param>
/// <param name="High">Largest number that passes.</param>
internal sealed record Measurement(string What, double Value, double Low, double High)
{
    /// <summary>Whether it passes; what is no number does not.</summary>
    public bool Passes => Value >= Low && Value <= High;

    /// <summary>The bounds, for people.</summary>
    public string Limit => double.IsNegativeInfinity(Low)
        ? FormattableString.Invariant($"≤ {High:G6}")
        : double.IsPositiveInfinity(High)
            ? FormattableString.Invariant($"≥ {Low:G6}")
            : Low == High ? FormattableString.Invariant($"= {Low:G17}") : FormattableString.Invariant($"{Low:G6} … {High:G6}");

    /// <summary>A number that must not be larger.</summary>
    public static Measurement AtMost(string what, double value, double limit) => new(what, value, double.NegativeInfinity, limit);

    /// <summary>A number that must not be smaller: of a control that has to fail, for one.</summary>
    public static Measurement AtLeast(string what, double value, double limit) => new(what, value, limit, double.PositiveInfinity);

    /// <summary>A number near another one.</summary>
    public static Measurement Near(string what, double value, double expected, double margin) => new(what, value, expected - margin, expected + margin);

    /// <summary>A number that must be the same, bit by bit.</summary>
    public static Measurement Exactly(string what, double value, double expected) => new(what, value, expected, expected);

    /// <summary>A mean of particles, within four standard errors of what it should be.</summary>
    public static Measurement Mean(string what, ReadOnlySpan<double> values, double expected) =>
        Near(what, Statistics.Mean(values), expected, Statistics.Sigmas * Statistics.Deviation(values) / Math.Sqrt(values.Length));
}
