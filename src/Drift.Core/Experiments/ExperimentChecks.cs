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
            foreach ((string key, Spec? diagnostic, TimeSpan? interval) in ((string, Spec?, TimeSpan?)[])[
                ("density", spec.Density, spec.Density?.Every), ("connectivity", spec.Connectivity, spec.Connectivity?.Every),
                ("dispersion", spec.Dispersion, spec.Dispersion?.Every), ("ensemble", spec.Ensemble, spec.Ensemble?.Every)])
            {
                if (at.Sound(key + ".every") && interval is { } counts)
                    ExecutionSpec.Multiple(counts, diagnostic!.PlaceOf("every"), "an interval of counts", spec.Execution.Dt, at);
            }

            if (at.Sound("checkpoint.every") && spec.Checkpoint?.Every is { } saving)
                ExecutionSpec.Multiple(saving, spec.Checkpoint.PlaceOf("every"), "a checkpoint interval", spec.Execution.Dt, at);
        }
        spec = Repeated(spec, at);
        if (spec.Mesh == Mesh.Spherical && at.Sound("mesh"))
            OnSphere(spec, at);
        if (spec.Particles.Release?.Sphere is { } sphere && spec.Mesh == Mesh.Flat && at.Sound("mesh"))
            at.Problems.Add(sphere.Place, "a plane has no sphere to release particles on", "write mesh: spherical, or give a box");
        if ((Int128)spec.Particles.Count * spec.Seeds.Count > long.MaxValue / 1024)
            at.Problems.Add(spec.Particles.PlaceOf("count"), $"{spec.Particles.Count} particles in {spec.Seeds.Count} realisations are more than can be numbered", "give fewer");
        spec = spec with { Grid = spec.Grid?.Resolved(at.Child("grid", at.Node), spec.Data) };
        return spec with { Fields = Fields(spec, at) };
    }

    /// <summary>The number of particles of all releases, which the runtime says together with the release.</summary>
    private static ExperimentSpec Repeated(ExperimentSpec spec, NodeAt at)
    {
        if (spec.Particles.Release?.Repeat is not { } repeat || !at.Sound("particles.release.repeat", "execution.runtime") || spec.Execution.Runtime <= TimeSpan.Zero)
            return spec;
        long rounds = repeat.Rounds(spec.Execution.Runtime);
        if ((Int128)rounds * spec.Particles.Count > long.MaxValue / 1024)
        {
            at.Problems.Add(spec.Particles.Release.PlaceOf("repeat"), $"{rounds} releases of {spec.Particles.Count} particles are more than can be numbered", "repeat the release less often");
            return spec;
        }

        return spec with { Particles = spec.Particles with { Count = rounds * spec.Particles.Count, Rounds = rounds } };
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
            Check(box.Lon, box.Lat, box.PlaceOf("lon"), box.PlaceOf("lat"));
        if (particles.Release?.Sphere is { } band)
            Check(band.Lon, band.Lat, band.PlaceOf("lon"), band.PlaceOf("lat"));
        foreach (PolygonSpec area in spec.Regions.Values.Select(r => r.Polygon).Append(particles.Release?.Polygon ?? new()).Where(a => a.Rings.Count > 0 && a.Rings.All(r => r.Length > 0)))
        {
            double[] lons = [.. area.Rings.SelectMany(r => r.Where((_, i) => i % 2 == 0))], lats = [.. area.Rings.SelectMany(r => r.Where((_, i) => i % 2 != 0))];
            Check((lons.Min(), lons.Max()), (lats.Min(), lats.Max()), area.Place, area.Place);
        }

        if (particles.Release?.Disc is { } disc)
            Check((disc.Lon, disc.Lon), (disc.Lat, disc.Lat), disc.PlaceOf("lon"), disc.PlaceOf("lat"));
        if (particles.Release?.Grid is { Lon.Values.Count: > 0, Lat.Values.Count: > 0 } grid)
            Check((grid.Lon.Values.Min(), grid.Lon.Values.Max()), (grid.Lat.Values.Min(), grid.Lat.Values.Max()), grid.PlaceOf("lon"), grid.PlaceOf("lat"));

        void Check((double, double) lons, (double, double) lats, SpecPlace placeLon, SpecPlace placeLat)
        {
            if (OutOf(lons, 540) is { } lon)
                at.Problems.Add(placeLon, $"lon {lon} lies beyond 540 degrees", remedy);
            if (OutOf(lats, 90) is { } lat)
                at.Problems.Add(placeLat, $"lat {lat} lies beyond 90 degrees", remedy);
        }
    }

    private static double? OutOf((double Least, double Most) range, double limit) =>
        range.Most > limit ? range.Most : range.Least < -limit ? range.Least : null;
}
