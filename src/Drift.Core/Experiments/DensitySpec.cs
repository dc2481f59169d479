using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>A density of particles on a grid, counted while the run goes on.</summary>
public sealed record DensitySpec : Spec
{
    /// <summary>Lines between the cells along longitude or x, increasing.</summary>
    public AxisSpec Lon { get; init; } = new();

    /// <summary>Lines between the cells along latitude or y, increasing.</summary>
    public AxisSpec Lat { get; init; } = new();

    /// <summary>Time between two counts; null for at each output.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<DensitySpec> Keys { get; } = new(
        "a grid such as {lon: {from: -10, to: 10, step: 0.5}, lat: {from: 40, to: 60, step: 0.5}}",
        [
            Key.Required("lon", AxisSpec.Form, (DensitySpec spec, AxisSpec axis) => spec with { Lon = axis }, "edges of the cells in degrees, or x in metres"),
            Key.Required("lat", AxisSpec.Form, (DensitySpec spec, AxisSpec axis) => spec with { Lat = axis }, "edges of the cells in degrees, or y in metres"),
            DiagnosticTimes.Every((DensitySpec spec, TimeSpan every) => spec with { Every = every }),
        ],
        Validate);

    private static DensitySpec Validate(DensitySpec spec, NodeAt at)
    {
        foreach ((string key, AxisSpec axis) in new[] { ("lon", spec.Lon), ("lat", spec.Lat) })
        {
            if (spec.Has(key) && at.Sound(key) && (axis.Values.Count < 2 || axis.Values.Zip(axis.Values.Skip(1)).Any(pair => pair.Second <= pair.First)))
                at.Problems.Add(spec.PlaceOf(key), "the edges of cells do not increase", "give two or more, the smaller first");
        }

        return spec;
    }
}

/// <summary>The key that all diagnostics have.</summary>
internal static class DiagnosticTimes
{
    public static Key<TSpec> Every<TSpec>(Func<TSpec, TimeSpan, TSpec> put) =>
        Key.Optional("every", new DurationForm(), put, "time between two counts, a multiple of dt", "at each output");
}
