using Drift.Core.Experiments.Document;
using Drift.Core.Experiments.Keys;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>What the text alone tells about an experiment as a whole.</summary>
internal static class ExperimentChecks
{
    /// <summary>Checks what concerns several sections, and finds the input files.</summary>
    public static ExperimentSpec Validate(ExperimentSpec spec, NodeAt at)
    {
        if (spec.Has("seed") && spec.Has("realisations"))
            at.Problems.Add(spec.PlaceOf("seed"), "both seed and realisations are given", "give seed for a single run, or realisations for an ensemble");
        if (at.Sound("execution.dt") && spec.Execution.Dt != TimeSpan.Zero)
        {
            if (at.Sound("output.every") && spec.Output.Every is { } every)
                ExecutionSpec.Multiple(every, spec.Output.PlaceOf("every"), "an output interval", spec.Execution.Dt, at);
            if (at.Sound("checkpoint.every") && spec.Checkpoint?.Every is { } interval)
                ExecutionSpec.Multiple(interval, spec.Checkpoint.PlaceOf("every"), "a checkpoint interval", spec.Execution.Dt, at);
        }
        if (spec.Mesh == Mesh.Spherical && at.Sound("mesh"))
            OnSphere(spec, at);
        if ((Int128)spec.Particles.Count * spec.Seeds.Count > long.MaxValue / 1024)
            at.Problems.Add(spec.Particles.PlaceOf("count"), $"{spec.Particles.Count} particles in {spec.Seeds.Count} realisations are more than can be numbered", "give fewer");
        spec = spec with { Grid = spec.Grid?.Resolved(at.Child("grid", at.Node), spec.Data) };
        return spec with { Fields = Fields(spec, at) };
    }

    private static OrderedDictionary<string, FieldSpec> Fields(ExperimentSpec spec, NodeAt at)
    {
        var fields = new OrderedDictionary<string, FieldSpec>(StringComparer.Ordinal);
        foreach ((string name, FieldSpec field) in spec.Fields)
        {
            NodeAt place = at.Child("fields", at.Node).Child(name, at.Node);
            FieldSpec complete = field.Patterns.Count == 0 ? field : field with { Grid = field.Grid ?? spec.Grid, Model = field.Model ?? spec.Model, ModelPlace = spec.PlaceOf("model") };
            fields.Add(name, FieldSpec.Named(complete, name, place).Resolved(place, spec.Data));
        }
        return fields;
    }

    // Metres where degrees are meant show here rather than as particles outside of every grid.
    private static void OnSphere(ExperimentSpec spec, NodeAt at)
    {
        ParticlesSpec particles = spec.Particles;
        string remedy = "positions are in degrees; for metres write mesh: flat";
        foreach ((string key, PositionSpec? position, double most) in new[] { ("lon", particles.Lon, 540.0), ("lat", particles.Lat, 90.0) })
        {
            if (position is not null && at.Sound("particles." + key) && OutOf(position.Range, most) is { } value)
                at.Problems.Add(position.Place, $"{key} {value} lies beyond {most} degrees", remedy);
        }
        if (particles.Box is { } box)
        {
            if (OutOf(box.Lon, 540) is { } lon)
                at.Problems.Add(box.PlaceOf("lon"), $"lon {lon} lies beyond 540 degrees", remedy);
            if (OutOf(box.Lat, 90) is { } lat)
                at.Problems.Add(box.PlaceOf("lat"), $"lat {lat} lies beyond 90 degrees", remedy);
        }
    }

    private static double? OutOf((double Least, double Most) range, double limit) =>
        range.Most > limit ? range.Most : range.Least < -limit ? range.Least : null;
}
