using Drift.Core.Experiments;
using Drift.Core.Files;

namespace Drift.Core.Fields.Sources.Models;

/// <summary>The conventions of an ocean model's files: how its variables are called, and how its grid is laid out.</summary>
public sealed record OceanModel
{
    /// <summary>Name in experiment files.</summary>
    public required string Name { get; init; }

    /// <summary>Where the components stand in a cell.</summary>
    public required GridType Type { get; init; }

    /// <summary>Which corner of a cell has the cell's indices.</summary>
    public GridIndexing Indexing { get; init; } = GridIndexing.UpperRight;

    /// <summary>Names of the variable of each field, the usual one first.</summary>
    public required IReadOnlyDictionary<string, string[]> Variables { get; init; }

    /// <summary>Names of dimensions and variables by which its files are known: any one list of which all are there.</summary>
    internal string[][] Signs { get; init; } = [];

    /// <summary>Names of variables that no file of it has, because another model's files have them beside the same signs.</summary>
    internal string[] NotWith { get; init; } = [];

    /// <summary>Why a file is one of this model; null if it is none.</summary>
    internal string? Recognise(NetcdfReader file)
    {
        if (NotWith.Any(name => file.Find(name) is not null))
            return null;
        string[]? sign = Array.Find(Signs, all => all.All(name => file.Find(name) is not null || file.Dimensions.Any(d => d.Name == name)));
        string? known = sign is null ? null : VariableOf(file, "U") ?? VariableOf(file, "V") ?? VariableOf(file, "W") ?? VariableOf(file, "T");
        return known is null ? null : $"it has {string.Join(", ", sign!)}, and {known}";
    }

    /// <summary>The variable of a field in a file; null if there is none.</summary>
    internal string? VariableOf(NetcdfReader file, string field) =>
        Variables.TryGetValue(field, out string[]? names) ? Array.Find(names, name => file.Find(name) is { Dimensions.Count: >= 2 }) : null;
}
