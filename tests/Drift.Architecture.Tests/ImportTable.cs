namespace Drift.Architecture.Tests;

/// <summary>
/// Which folder may name which: the one table, in the order in which data flows.
/// A folder is named by its namespace, <c>Drift.Core.Grids</c> and all below it.
/// </summary>
internal static class ImportTable
{
    private static readonly string[] UpToGrids = ["Drift.Core.Foundation", "Drift.Core.Experiments", "Drift.Core.Grids"];
    private static readonly string[] UpToParticles = [.. UpToGrids, "Drift.Core.Fields", "Drift.Core.Particles"];

    /// <summary>Folder, and the folders it may name beside itself.</summary>
    public static IReadOnlyDictionary<string, string[]> MayName { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Drift.Core.Foundation"] = [],
        ["Drift.Core.Files"] = ["Drift.Core.Foundation"],
        ["Drift.Core.Experiments"] = ["Drift.Core.Foundation", "Drift.Core.Files"],
        ["Drift.Core.Grids"] = ["Drift.Core.Foundation", "Drift.Core.Experiments"],
        ["Drift.Core.Fields"] = [.. UpToGrids, "Drift.Core.Files"],
        ["Drift.Core.Particles"] = [.. UpToGrids, "Drift.Core.Files", "Drift.Core.Fields"],
        ["Drift.Core.Kernels"] = UpToParticles,
        ["Drift.Core.Integration"] = [.. UpToParticles, "Drift.Core.Kernels"],
        ["Drift.Core.Diagnostics"] = [.. UpToGrids, "Drift.Core.Particles"],
        ["Drift.Core.Gather"] = ["Drift.Core.Foundation", "Drift.Core.Particles", "Drift.Core.Diagnostics"],
        ["Drift.Core.Output"] =
        [
            "Drift.Core.Foundation", "Drift.Core.Files", "Drift.Core.Experiments", "Drift.Core.Particles", "Drift.Core.Diagnostics",
        ],
        ["Drift.Core.Running"] =
        [
            .. UpToParticles, "Drift.Core.Files", "Drift.Core.Kernels", "Drift.Core.Integration", "Drift.Core.Diagnostics",
            "Drift.Core.Gather", "Drift.Core.Output",
        ],
        ["Drift.Mpi.Native"] = ["Drift.Core.Foundation", "Drift.Core.Gather"],
        ["Drift.Mpi.Communicators"] = ["Drift.Core.Foundation", "Drift.Core.Gather", "Drift.Mpi.Native"],
        ["Drift.App"] =
        [
            .. UpToParticles, "Drift.Core.Files", "Drift.Core.Kernels", "Drift.Core.Integration", "Drift.Core.Diagnostics",
            "Drift.Core.Gather", "Drift.Core.Output", "Drift.Core.Running", "Drift.Mpi.Communicators",
        ],
    };

    /// <summary>The folder that a namespace belongs to; null if the table does not know it.</summary>
    public static string? FolderOf(string space) =>
        MayName.Keys.FirstOrDefault(folder => (space + ".").StartsWith(folder + ".", StringComparison.Ordinal));
}
