using Drift.Core.Experiments.Keys;

namespace Drift.Core.Experiments;

/// <summary>Where particles are released, other than by <c>lon</c> and <c>lat</c>.</summary>
public sealed record ReleaseSpec : Spec
{
    /// <summary>A box, null if there is none.</summary>
    public BoxSpec? Box { get; init; }

    /// <summary>The full path of a text file of positions, null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>How it is read.</summary>
    internal static Section<ReleaseSpec> Keys { get; } = new(
        "a release such as {box: {lon: [0, 1], lat: [40, 41]}}",
        [
            Key.Optional("box", BoxSpec.Keys, (ReleaseSpec release, BoxSpec box) => release with { Box = box }, "random places in a box, count of them"),
            Key.Optional("file", new PathForm(), (ReleaseSpec release, string file) => release with { File = file },
                "a text file (.csv) with a line of column names, lon, lat and perhaps depth, and a line for each particle"),
            Key.Reserved<ReleaseSpec>("grid", "a grid of positions"),
            Key.Reserved<ReleaseSpec>("polygon", "random places in a polygon"),
            Key.Reserved<ReleaseSpec>("disc", "random places in a disc"),
            Key.Reserved<ReleaseSpec>("sphere", "random places on the whole sphere"),
            Key.Reserved<ReleaseSpec>("density", "random places by a field"),
            Key.Reserved<ReleaseSpec>("output", "the last positions of another run"),
            Key.Reserved<ReleaseSpec>("time", "delayed release"),
            Key.Reserved<ReleaseSpec>("repeat", "repeated release"),
        ]);

    private sealed class PathForm : ScalarForm<string>
    {
        public override string Words => "a file such as start.csv";

        protected override bool TryRead(string text, NodeAt at, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string value) =>
            InputPath.TryResolve(text, at, out value);
    }
}
