using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>The coordinates of a grid of positions along one axis: a list, or evenly from one to another.</summary>
public sealed record AxisSpec : Spec
{
    /// <summary>The coordinates.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    private double? From { get; init; }

    private double? To { get; init; }

    private double? Step { get; init; }

    private long? Count { get; init; }

    /// <summary>How it is read.</summary>
    internal static Form<AxisSpec> Form { get; } = new EitherForm<AxisSpec>(
        "a number, a list of numbers, or {from: 0, to: 10, step: 0.5}",
        new MadeForm<double, AxisSpec>(NumberForm.Instance, (value, at) => new() { Values = [value], Place = at.Place }),
        new MadeForm<IReadOnlyList<double>, AxisSpec>(new ListForm<double>(NumberForm.Instance, "a list of numbers"), (values, at) => new() { Values = values, Place = at.Place }),
        new Section<AxisSpec>(
            "an axis such as {from: 0, to: 10, step: 0.5}",
            [
                Key.Required("from", NumberForm.Instance, (AxisSpec axis, double value) => axis with { From = value }, "the first coordinate"),
                Key.Required("to", NumberForm.Instance, (AxisSpec axis, double value) => axis with { To = value }, "the last coordinate, or what it does not exceed"),
                Key.Optional("step", NumberForm.Instance, (AxisSpec axis, double value) => axis with { Step = value }, "distance between two"),
                Key.Optional("count", new WholeNumberForm(1), (AxisSpec axis, long value) => axis with { Count = value }, "number of coordinates, in place of step"),
            ],
            Expand));

    private static AxisSpec Expand(AxisSpec axis, NodeAt at)
    {
        if (axis.From is not { } from || axis.To is not { } to || !at.Sound("step", "count"))
            return axis;
        if (axis.Step is null == axis.Count is null)
        {
            at.Refuse(axis.Step is null ? "neither step nor count is given" : "both step and count are given", "give one of them");
            return axis;
        }

        const double slack = 1e-9;
        double count = axis.Count ?? Math.Floor(((to - from) / axis.Step!.Value) + slack) + 1;
        if (count > 1e8)
        {
            at.Refuse(FormattableString.Invariant($"a step of {axis.Step} makes {count:G3} coordinates from {from} to {to}"), "give a longer step");
            return axis;
        }

        if (!(count >= 1))
        {
            at.Refuse(FormattableString.Invariant($"a step of {axis.Step} does not lead from {from} to {to}"), "give a step with the sign of the way");
            return axis;
        }

        double step = axis.Step ?? (count > 1 ? (to - from) / (count - 1) : 0);
        double[] values = new double[(int)count];
        for (int i = 0; i < values.Length; i++)
            values[i] = axis.Count is not null && i == values.Length - 1 && i > 0 ? to : from + (i * step);
        return axis with { Values = values };
    }
}
