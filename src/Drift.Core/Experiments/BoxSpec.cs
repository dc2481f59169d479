using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A box in which particles are released at random places, the same in every run with the same seed.</summary>
public sealed record BoxSpec : Spec
{
    /// <summary>West and east side, degrees or metres.</summary>
    public (double From, double To) Lon { get; init; }

    /// <summary>South and north side, degrees or metres.</summary>
    public (double From, double To) Lat { get; init; }

    /// <summary>Top and bottom, metres, positive down; null where the run has no depth.</summary>
    public (double From, double To)? Depth { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<BoxSpec> Keys { get; } = new(
        "a box such as {lon: [0, 1], lat: [40, 41]}",
        [
            Key.Required("lon", new SideForm(), (BoxSpec box, (double, double) side) => box with { Lon = side }, "west and east side"),
            Key.Required("lat", new SideForm(), (BoxSpec box, (double, double) side) => box with { Lat = side }, "south and north side"),
            Key.Optional("depth", new SideForm(), (BoxSpec box, (double, double) side) => box with { Depth = side }, "top and bottom, positive down"),
        ]);

    internal sealed class SideForm : Form<(double From, double To)>
    {
        private static readonly ListForm<double> Pair = new(NumberForm.Instance, "two numbers such as [0, 1]", 2);

        public override string Words => Pair.Words;

        public override bool TryRead(NodeAt at, out (double From, double To) value)
        {
            value = default;
            if (!Pair.TryRead(at, out IReadOnlyList<double>? pair))
                return false;
            value = (pair[0], pair[1]);
            return pair[0] <= pair[1]
                || at.Refuse($"the first side, {pair[0]}, is larger than the second, {pair[1]}", "put the smaller first; across the date line write for example [170, 190]");
        }
    }
}
