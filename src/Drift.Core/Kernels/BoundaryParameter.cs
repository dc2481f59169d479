using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Kernels;

/// <summary>What kind of value a parameter of a boundary is.</summary>
public enum BoundaryValue
{
    /// <summary>A horizontal position: degrees on the sphere, metres on a plane.</summary>
    Position,

    /// <summary>A depth or a length in metres.</summary>
    Metres,

    /// <summary>A time in seconds.</summary>
    Seconds,

    /// <summary>A word, such as the name of a field.</summary>
    Word,

    /// <summary>The name of a region of the experiment.</summary>
    Region,
}

/// <summary>A parameter of a boundary.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="Kind">What kind of value it is.</param>
public sealed record BoundaryParameter(string Name, string Meaning, BoundaryValue Kind = BoundaryValue.Position)
{
    /// <summary>The units that its number is in; null for a word.</summary>
    /// <param name="mesh">What horizontal positions mean.</param>
    internal Units? UnitsOn(Mesh mesh) => Kind switch
    {
        BoundaryValue.Word or BoundaryValue.Region => null,
        BoundaryValue.Seconds => Units.Parse("s"),
        BoundaryValue.Position when mesh == Mesh.Spherical => Units.Parse("degrees"),
        _ => Units.Parse("m"),
    };
}

/// <summary>The parameters that are given to a boundary.</summary>
public sealed class BoundaryParameters
{
    private readonly Dictionary<string, double> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Region> regions = new(StringComparer.Ordinal);

    /// <summary>A number in degrees, metres or seconds; null where it is not given.</summary>
    /// <param name="name">Name of the parameter.</param>
    public double? this[string name] => numbers.TryGetValue(name, out double value) ? value : null;

    /// <summary>A word; null where it is not given.</summary>
    /// <param name="name">Name of the parameter.</param>
    public string? Word(string name) => words.GetValueOrDefault(name);

    /// <summary>A region; null where it is not given.</summary>
    /// <param name="name">Name of the parameter.</param>
    public Region? Region(string name) => regions.GetValueOrDefault(name);

    /// <summary>The same with a region more.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="region">The region.</param>
    public BoundaryParameters With(string name, Region region)
    {
        regions[name] = region;
        return this;
    }

    /// <summary>The same with a number more.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="value">Degrees, metres or seconds.</param>
    public BoundaryParameters With(string name, double value)
    {
        numbers[name] = value;
        return this;
    }

    /// <summary>The same with a word more.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="value">The word.</param>
    public BoundaryParameters With(string name, string value)
    {
        words[name] = value;
        return this;
    }

    /// <summary>Takes a value as it was written, or says what is wrong with it.</summary>
    internal bool TryTake(BoundaryParameter parameter, ParameterSpec given, Mesh mesh, IReadOnlyList<Region> known, [NotNullWhen(false)] out Problem? problem)
    {
        if (parameter.Kind == BoundaryValue.Region)
        {
            Region? region = known.FirstOrDefault(r => string.Equals(r.Name, given.Text, StringComparison.Ordinal));
            problem = region is not null ? null : new Problem(
                given.Place.ToString(), $"there is no region {given.Text}",
                known.Count == 0 ? "give it under 'regions'" : Suggestion.Remedy(given.Text, [.. known.Select(r => r.Name)]));
            if (region is not null)
                regions[parameter.Name] = region;
            return problem is null;
        }

        if (parameter.UnitsOn(mesh) is not { } units)
        {
            words[parameter.Name] = given.Text;
            problem = null;
            return true;
        }

        if (!given.TryIn(units, out double value, out problem))
            return false;
        numbers[parameter.Name] = value;
        return true;
    }
}
