using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>How many particles there are in each realisation, and where they are released.</summary>
public sealed record ParticlesSpec : Spec
{
    /// <summary>Number of particles of one realisation, 1 or more: of all releases together where it is repeated.</summary>
    public long Count { get; init; }

    /// <summary>Number of releases, 1 or more.</summary>
    public long Rounds { get; init; } = 1;

    /// <summary>Number of particles of one release.</summary>
    public long CountOfRound => Count / Rounds;

    /// <summary>Whether particles have a depth.</summary>
    public bool HasDepth => Depth is not null || Box?.Depth is not null || Release?.Grid?.Depth is not null;

    /// <summary>Whether particles are released at times of their own.</summary>
    public bool HasReleaseTimes => Release is { Time: not null } or { Repeat: not null };

    /// <summary>Longitude or x of the release, degrees or metres; null with a box.</summary>
    public PositionSpec? Lon { get; init; }

    /// <summary>Latitude or y of the release, degrees or metres; null with a box.</summary>
    public PositionSpec? Lat { get; init; }

    /// <summary>Depth of the release, metres, positive down; null where the run has no depth.</summary>
    public PositionSpec? Depth { get; init; }

    /// <summary>The box of random places, null if there is none.</summary>
    public BoxSpec? Box { get; init; }

    /// <summary>The release as it was written, null if there was none; a box or a file in it is in the other properties too.</summary>
    public ReleaseSpec? Release { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<ParticlesSpec> Keys { get; } = new(
        "a section such as {count: 100, lon: 0, lat: 0}",
        [
            Key.Optional("count", new WholeNumberForm(1), (ParticlesSpec spec, long count) => spec with { Count = count },
                "number of particles of each realisation", "the length of the lists, else 1"),
            Key.Optional("lon", PositionSpec.Form, (ParticlesSpec spec, PositionSpec lon) => spec with { Lon = lon },
                "longitude of the release in degrees; x in metres on a flat mesh"),
            Key.Optional("lat", PositionSpec.Form, (ParticlesSpec spec, PositionSpec lat) => spec with { Lat = lat },
                "latitude of the release in degrees; y in metres on a flat mesh"),
            Key.Optional("depth", PositionSpec.Form, (ParticlesSpec spec, PositionSpec depth) => spec with { Depth = depth },
                "depth of the release in metres, positive down", "the run has no depth"),
            Key.Optional("box", BoxSpec.Keys, (ParticlesSpec spec, BoxSpec box) => spec with { Box = box },
                "random places in a box, count of them, the same for the same seed"),
            Key.Optional("release", ReleaseSpec.Keys, (ParticlesSpec spec, ReleaseSpec release) => spec with { Release = release },
                "other forms of release"),
        ],
        Validate);

    private static ParticlesSpec Validate(ParticlesSpec spec, NodeAt at)
    {
        int ways = (spec.Has("lon") || spec.Has("lat") ? 1 : 0) + (spec.Has("box") ? 1 : 0) + (spec.Release?.Ways ?? 0);
        if (ways > 1)
            at.Refuse("the particles are released in more than one way", "give lon and lat, or one of the forms of release, such as a box or a file");
        if (ways == 0 && at.Sound("release"))
            at.Refuse("nothing says where the particles are", "give lon and lat, or a box such as {lon: [0, 1], lat: [40, 41]} with count");
        if (ways == 1 && (spec.Release?.File ?? spec.Release?.Output) is { } file)
            spec = FromFile(spec, file, at);
        spec = spec with { Box = spec.Box ?? spec.Release?.Box };
        if (spec.Has("lon") != spec.Has("lat"))
            at.Problems.Add(at.Place with { Key = at.Path(spec.Has("lon") ? "lat" : "lon") }, "it is missing", "lon and lat are given together");
        if ((spec.Box is not null || spec.Release is { IsRandom: true }) && !spec.Has("count"))
            at.Problems.Add(at.Place with { Key = at.Path("count") }, "it is missing", "say how many particles are released there");
        if ((spec.Box?.Depth is not null || spec.Release?.Grid?.Depth is not null) && spec.Depth is not null)
            at.Refuse("depth is given twice, in the release and beside it", "remove one");
        spec = Counted(spec, at);
        CheckTimes(spec, at);
        return spec;
    }

    private static void CheckTimes(ParticlesSpec spec, NodeAt at)
    {
        if (spec.Release?.Time is { Moments.Count: > 1 } times && times.Moments.Count != spec.Count && at.Sound("count"))
            at.Problems.Add(spec.Release.PlaceOf("time"), $"time has {times.Moments.Count} items for {spec.Count} particles", "give one for each particle, or one for all");
    }

    // Lists of positions pair up, and they set the count.
    private static ParticlesSpec Counted(ParticlesSpec spec, NodeAt at)
    {
        (string Key, PositionSpec? Position)[] all = [("lon", spec.Lon), ("lat", spec.Lat), ("depth", spec.Depth)];
        (string Key, int Length)[] lists = [.. all.Where(each => each.Position?.Values is not null).Select(each => (each.Key, each.Position!.Values!.Count))];
        foreach ((string key, int length) in lists.Skip(1).Where(list => list.Length != lists[0].Length))
            at.Problems.Add(spec.PlaceOf(key), $"{key} has {length} items and {lists[0].Key} has {lists[0].Length}", "lists pair up, an item for each particle");
        if (lists.Length > 0 && spec.Has("count") && at.Sound("count") && spec.Count != lists[0].Length)
            at.Problems.Add(spec.PlaceOf("count"), $"count is {spec.Count} and {lists[0].Key} has {lists[0].Length} items", "remove count: the lists set it");
        if (lists.Length > 0)
            return spec with { Count = lists[0].Length };
        if (spec.Release?.Grid is { } grid)
        {
            if (spec.Has("count"))
                at.Problems.Add(spec.PlaceOf("count"), $"the grid has {grid.Count} points, and count is given too", "remove count: the grid sets it");
            return spec with { Count = Math.Max(grid.Count, 1) };
        }

        if (spec.Has("count") || spec.Box is not null || spec.Release is { IsRandom: true })
            return spec;
        foreach ((string key, PositionSpec? line) in all.Where(each => each.Position is { IsConstant: false }).Take(1))
            at.Problems.Add(spec.PlaceOf(key), "count is missing", "say how many particles stand on the line");
        return spec with { Count = 1 };
    }

    private static ParticlesSpec FromFile(ParticlesSpec spec, string file, NodeAt at)
    {
        bool isOutput = spec.Release!.Output is not null;
        string key = isOutput ? "output" : "file";
        SpecPlace place = spec.Release.PlaceOf(key);
        if (PositionFile.Read(file, isOutput, at.Child("release." + key, at.Node)) is not { } positions)
            return spec;
        if (positions.Times is not null && spec.Release.Time is not null)
            at.Refuse("times of release are given twice, in the file and beside it", "remove one");
        return spec with
        {
            Lon = PositionSpec.Of(positions.Lon, place),
            Lat = PositionSpec.Of(positions.Lat, place),
            Depth = positions.Depth is null ? spec.Depth : PositionSpec.Of(positions.Depth, place),
            Release = positions.Times is null ? spec.Release : spec.Release with { Time = ReleaseTimesSpec.Of(positions.Times, place) },
        };
    }
}
