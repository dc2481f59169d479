using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>One coordinate of all release positions: a number for all, a list, or a line from one number to another.</summary>
public sealed record PositionSpec : Spec
{
    /// <summary>The first of a line, or the number for all.</summary>
    public double From { get; init; }

    /// <summary>The last of a line, or the number for all.</summary>
    public double To { get; init; }

    /// <summary>The list (particle), null for a number or a line.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Whether it is the same for all particles.</summary>
    public bool IsConstant => Values is null && From == To;

    /// <summary>The coordinate of a particle.</summary>
    /// <param name="index">Index of the particle, 0 … count − 1.</param>
    /// <param name="count">Number of particles; the last of a line is exactly <see cref="To"/>.</param>
    public double At(long index, long count) =>
        Values is not null ? Values[(int)index]
        : index == 0 || From == To ? From
        : index == count - 1 ? To
        : From + ((To - From) * index / (count - 1));

    /// <summary>The smallest and largest coordinate.</summary>
    public (double Least, double Most) Range => Values is null ? (Math.Min(From, To), Math.Max(From, To)) : (Values.Min(), Values.Max());

    /// <summary>A list that was not written in the text.</summary>
    internal static PositionSpec Of(IReadOnlyList<double> values, SpecPlace place) => new() { Values = values, Place = place };

    /// <summary>How it is read.</summary>
    internal static Form<PositionSpec> Form { get; } = new EitherForm<PositionSpec>(
        "a number, a list of numbers, or {from: 0, to: 1}",
        new MadeForm<double, PositionSpec>(NumberForm.Instance, (value, at) => new() { From = value, To = value, Place = at.Place }),
        new MadeForm<IReadOnlyList<double>, PositionSpec>(
            new ListForm<double>(NumberForm.Instance, "a list of numbers"), (values, at) => Of(values, at.Place)),
        new Section<PositionSpec>(
            "a line such as {from: 0, to: 1}",
            [
                Key.Required("from", NumberForm.Instance, (PositionSpec line, double value) => line with { From = value }, "the first particle of the line"),
                Key.Required("to", NumberForm.Instance, (PositionSpec line, double value) => line with { To = value }, "the last particle of the line"),
            ]));
}
