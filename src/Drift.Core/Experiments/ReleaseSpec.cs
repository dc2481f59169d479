using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>Where particles are released, other than by <c>lon</c> and <c>lat</c>.</summary>
public sealed record ReleaseSpec : Spec
{
    /// <summary>A box, null if there is none.</summary>
    public BoxSpec? Box { get; init; }

    /// <summary>The full path of a text file of positions, null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>A grid of positions, null if there is none.</summary>
    public GridPlacesSpec? Grid { get; init; }

    /// <summary>An area with corners, null if there is none.</summary>
    public PolygonSpec? Polygon { get; init; }

    /// <summary>A disc, null if there is none.</summary>
    public DiscSpec? Disc { get; init; }

    /// <summary>The sphere or a part of it, null if there is none.</summary>
    public BandSpec? Sphere { get; init; }

    /// <summary>The field by whose values places are drawn, null if there is none.</summary>
    public string? Density { get; init; }

    /// <summary>The full path of another run's output, null if there is none.</summary>
    public string? Output { get; init; }

    /// <summary>When particles are released; null for at the start.</summary>
    public ReleaseTimesSpec? Time { get; init; }

    /// <summary>How often the release is repeated; null for once.</summary>
    public RepeatSpec? Repeat { get; init; }

    /// <summary>Whether places are drawn at random.</summary>
    public bool IsRandom => Box is not null || Polygon is not null || Disc is not null || Sphere is not null || Density is not null;

    /// <summary>The full paths of the files that it reads.</summary>
    public IEnumerable<string> Inputs => new[] { File, Output, Polygon?.File }.OfType<string>();

    /// <summary>Number of ways in which it says where particles are.</summary>
    internal int Ways => new object?[] { Box, File, Grid, Polygon, Disc, Sphere, Density, Output }.Count(way => way is not null);

    /// <summary>How it is read.</summary>
    internal static Section<ReleaseSpec> Keys { get; } = new(
        "a release such as {box: {lon: [0, 1], lat: [40, 41]}}",
        [
            Key.Optional("box", BoxSpec.Keys, (ReleaseSpec release, BoxSpec box) => release with { Box = box }, "random places in a box, count of them"),
            Key.Optional("file", new PathForm(), (ReleaseSpec release, string file) => release with { File = file },
                "a text file (.csv) with a line of column names, lon, lat and perhaps depth, and a line for each particle"),
            Key.Optional("grid", GridPlacesSpec.Keys, (ReleaseSpec release, GridPlacesSpec grid) => release with { Grid = grid }, "a particle at each point of a grid"),
            Key.Optional("polygon", PolygonSpec.Form, (ReleaseSpec release, PolygonSpec polygon) => release with { Polygon = polygon },
                "random places in an area, evenly by area, count of them: a GeoJSON file, or a list of corners"),
            Key.Optional("disc", DiscSpec.Keys, (ReleaseSpec release, DiscSpec disc) => release with { Disc = disc }, "random places in a disc, evenly by area, count of them"),
            Key.Optional("sphere", BandSpec.Keys, (ReleaseSpec release, BandSpec band) => release with { Sphere = band },
                "random places on the whole sphere or a part of it, evenly by area, count of them"),
            Key.Optional("density", new TextForm("the name of a field"), (ReleaseSpec release, string field) => release with { Density = field },
                "random places by the values of a field at the start, count of them; within a cell of its grid evenly"),
            Key.Optional("output", new PathForm(), (ReleaseSpec release, string file) => release with { Output = file },
                "the trajectory file of another run: its last positions of particles that had not ended"),
            Key.Optional("time", ReleaseTimesSpec.Form, (ReleaseSpec release, ReleaseTimesSpec times) => release with { Time = times },
                "when: a duration after the start, a date, a list (an item for each particle), or evenly {from: 0 s, to: 10 d}", "the start of the run"),
            Key.Optional("repeat", RepeatSpec.Form, (ReleaseSpec release, RepeatSpec repeat) => release with { Repeat = repeat },
                "releases as many particles again and again: 1 d, or {every: 1 d, until: 10 d}", "one release"),
        ]);

    private sealed class PathForm : ScalarForm<string>
    {
        public override string Words => "a file such as start.csv";

        protected override bool TryRead(string text, NodeAt at, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string value) =>
            InputPath.TryResolve(text, at, out value);
    }
}
