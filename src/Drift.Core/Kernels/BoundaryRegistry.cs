using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Kernels;

/// <summary>A built-in boundary as experiment files and documentation know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Make">Makes it from its parameters.</param>
public sealed record BoundaryEntry(string Name, string Summary, IReadOnlyList<BoundaryParameter> Parameters, Func<BoundaryParameters, IBoundary> Make);

/// <summary>The built-in boundaries. A new one is one entry here.</summary>
public static class BoundaryRegistry
{
    /// <summary>All built-in boundaries, in the order of the documentation.</summary>
    public static IReadOnlyList<BoundaryEntry> Entries { get; } =
    [
        new(
            "Periodic", "what leaves through one side comes in at the other",
            [new("west", "west side"), new("east", "east side"), new("south", "south side, on a flat mesh"), new("north", "north side, on a flat mesh")],
            p => new Periodic { West = p["west"], East = p["east"], South = p["south"], North = p["north"] }),
        new(
            "Reflecting", "what would go through a wall ends as far on this side of it",
            SixSides("wall"),
            p => new Reflecting { West = p["west"], East = p["east"], South = p["south"], North = p["north"], Top = p["top"], Bottom = p["bottom"] }),
        new(
            "Absorbing", "what goes through a side ends there, with the status absorbed",
            SixSides("side"),
            p => new Absorbing { West = p["west"], East = p["east"], South = p["south"], North = p["north"], Top = p["top"], Bottom = p["bottom"] }),
        new(
            "Beaching", "what comes onto land is beached where it last was on water, for ever or until it refloats",
            [
                Land, new("timescale", "mean time of contact until a particle is beached; without it at once", BoundaryValue.Seconds),
                new("refloat", "mean time until it is afloat again; without it it ends, with the status beached", BoundaryValue.Seconds),
            ],
            p => new Beaching { Land = p.Word("land") ?? Shore.DefaultField, Timescale = p["timescale"], Refloat = p["refloat"] }),
        new(
            "Sliding", "what would come onto land slides along the shore", [Land],
            p => new Sliding { Land = p.Word("land") ?? Shore.DefaultField }),
        new(
            "StuckDetection", "what stays near one place for long ends, with the status stuck",
            [new("distance", "how near, default 100 m", BoundaryValue.Metres), new("time", "how long, default 5 d", BoundaryValue.Seconds)],
            p => new StuckDetection { Distance = p["distance"] ?? new StuckDetection().Distance, Time = p["time"] ?? new StuckDetection().Time }),
    ];

    private static BoundaryParameter[] SixSides(string noun) =>
    [
        new("west", "west " + noun), new("east", "east " + noun), new("south", "south " + noun), new("north", "north " + noun),
        new("top", $"upper {noun}, a depth", BoundaryValue.Metres), new("bottom", $"lower {noun}, a depth", BoundaryValue.Metres),
    ];

    private static BoundaryParameter Land => new("land", "name of a field that is 1 on land, default land", BoundaryValue.Word);

    /// <summary>Names of the boundaries.</summary>
    public static IEnumerable<string> Names => Entries.Select(e => e.Name);

    /// <summary>The boundary of that name, or null.</summary>
    public static BoundaryEntry? Find(string name) => Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal));

    /// <summary>Makes a boundary as an experiment asks for it.</summary>
    /// <param name="spec">Name and parameters, with their places.</param>
    /// <param name="mesh">What horizontal positions mean.</param>
    /// <param name="regions">The regions that parameters may name; null for none.</param>
    /// <exception cref="DriftException">Code Preflight: there is no such boundary or parameter, or values are wrong; all problems at once.</exception>
    public static IBoundary Make(BoundarySpec spec, Mesh mesh, IReadOnlyList<Region>? regions = null)
    {
        if (Find(spec.Name) is not { } entry)
            throw new DriftException(ExitCode.Preflight, new Problem(spec.Place.ToString(), $"there is no boundary {spec.Name}", Suggestion.Remedy(spec.Name, [.. Names])));
        return Make(entry, spec, mesh, regions ?? [], "boundary");
    }

    /// <summary>Makes what an entry describes.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="spec">Parameters, with their places.</param>
    /// <param name="mesh">What horizontal positions mean.</param>
    /// <param name="regions">The regions that parameters may name.</param>
    /// <param name="kind">What it is called in messages.</param>
    internal static IBoundary Make(BoundaryEntry entry, BoundarySpec spec, Mesh mesh, IReadOnlyList<Region> regions, string kind)
    {
        var problems = new List<Problem>();
        var values = new BoundaryParameters();
        foreach ((string name, ParameterSpec given) in spec.Parameters)
        {
            BoundaryParameter? parameter = entry.Parameters.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal));
            if (parameter is null)
                problems.Add(new Problem(given.Place.ToString(), $"{kind} {entry.Name} has no parameter {name}", Suggestion.Remedy(name, [.. entry.Parameters.Select(p => p.Name)])));
            else if (!values.TryTake(parameter, given, mesh, regions, out Problem? problem))
                problems.Add(problem);
        }

        if (problems.Count > 0)
            throw new DriftException(ExitCode.Preflight, problems);
        IBoundary made = entry.Make(values);
        problems.AddRange(made.Check(mesh, spec.Place.ToString()));
        return problems.Count == 0 ? made : throw new DriftException(ExitCode.Preflight, problems);
    }
}
