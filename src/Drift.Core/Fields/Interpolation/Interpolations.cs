namespace Drift.Core.Fields.Interpolation;

/// <summary>The interpolations that have a name. A new one is one line here.</summary>
public static class Interpolations
{
    /// <summary>Linear interpolation of one field.</summary>
    internal static Interpolator Linear { get; } = Interpolator.Of(new Linear());

    /// <summary>Linear interpolation of fields that are sampled together.</summary>
    internal static VelocityInterpolator LinearTogether { get; } = VelocityInterpolator.Of(new LinearVelocity());

    /// <summary>Those of one field.</summary>
    private static readonly Interpolator[] OfFields =
    [
        Linear,
        Interpolator.Of(new Nearest()),
        Interpolator.Of(new CellValue()),
        Interpolator.Of(new CellColumn()),
        Interpolator.Of(new InverseDistance()),
    ];

    /// <summary>Those of a velocity.</summary>
    private static readonly VelocityInterpolator[] OfVelocities =
    [
        LinearTogether,
        VelocityInterpolator.Of(new BGridVelocity()),
        VelocityInterpolator.Of(new CGridVelocity()),
        VelocityInterpolator.Of(new SlipVelocity(isFree: true)),
        VelocityInterpolator.Of(new SlipVelocity(isFree: false)),
    ];

    /// <summary>Names of the interpolations of a single field.</summary>
    public static IEnumerable<string> FieldNames => OfFields.Select(i => i.Name);

    /// <summary>Names of the interpolations of a velocity.</summary>
    public static IEnumerable<string> VelocityNames => OfVelocities.Select(i => i.Name);

    internal static Interpolator? OfField(string name) => OfFields.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal));

    internal static VelocityInterpolator? OfVelocity(string name) => OfVelocities.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal));
}
