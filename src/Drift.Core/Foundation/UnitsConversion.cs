namespace Drift.Core.Foundation;

/// <summary>How values in one unit become values in another: <c>value · Scale + Offset</c>.</summary>
/// <param name="Scale">Factor.</param>
/// <param name="Offset">Added after the factor, in the new unit; 0 but for temperatures.</param>
public readonly record struct UnitsConversion(double Scale, double Offset)
{
    /// <summary>Converts a value.</summary>
    public double Apply(double value) => (value * Scale) + Offset;
}
