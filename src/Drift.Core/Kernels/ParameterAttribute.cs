namespace Drift.Core.Kernels;

/// <summary>
/// Says what a property of a kernel is measured in. Every public property that can be set is a parameter of a kernel,
/// by its name or in small letters (<c>MaxAge</c>, <c>max_age</c>); without this attribute a number has no unit.
/// </summary>
/// <param name="unit">Unit in CF spelling, such as <c>m s-1</c>; values of an experiment are converted to it. 1 for none.</param>
/// <param name="meaning">What it is, in a few words; not needed for kernels in files.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string unit, string meaning = "") : Attribute
{
    /// <summary>Unit in CF spelling.</summary>
    public string Unit { get; } = unit;

    /// <summary>What it is, in a few words.</summary>
    public string Meaning { get; } = meaning;
}
