using Drift.Core.Files;

namespace Drift.Testing;

/// <summary>A small netCDF file, described in the order of its parts, as tests need it.</summary>
/// <param name="path">Where it is written.</param>
public sealed class SmallFile(string path)
{
    private readonly List<(string Name, int Length)> dimensions = [];
    private readonly List<(string Name, string[] Along, Func<int[], double> Value, (string Key, string Text)[] Attributes)> variables = [];
    private readonly List<NetcdfAttribute> attributes = [];

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>The type of all its variables.</summary>
    public NetcdfType Type { get; init; } = NetcdfType.Float64;

    /// <summary>Adds dimensions.</summary>
    public SmallFile Along(params (string Name, int Length)[] added)
    {
        dimensions.AddRange(added);
        return this;
    }

    /// <summary>Adds a variable; the value has the indices of its dimensions.</summary>
    public SmallFile With(string name, string along, Func<int[], double> value, params (string Key, string Text)[] attributes)
    {
        variables.Add((name, along.Split(' ', StringSplitOptions.RemoveEmptyEntries), value, attributes));
        return this;
    }

    /// <summary>Adds an attribute of the file as a whole.</summary>
    public SmallFile With(NetcdfAttribute attribute)
    {
        attributes.Add(attribute);
        return this;
    }

    /// <summary>Writes it.</summary>
    /// <returns>Its path.</returns>
    public string Write()
    {
        using NetcdfWriter file = NetcdfWriter.Create(path);
        foreach ((string name, int length) in dimensions)
            file.DefineDimension(name, length);
        foreach (NetcdfAttribute attribute in attributes)
            file.PutAttribute("", attribute);
        foreach ((string name, string[] along, _, (string Key, string Text)[] texts) in variables)
        {
            file.DefineVariable(name, Type, along);
            foreach ((string key, string text) in texts)
                file.PutAttribute(name, NetcdfAttribute.Of(key, text));
        }

        file.EndDefinitions();
        foreach ((string name, string[] along, Func<int[], double> value, _) in variables)
        {
            int[] shape = [.. along.Select(a => dimensions.Find(d => d.Name == a).Length)];
            (long[] start, long[] count) = (new long[shape.Length], [.. shape.Select(n => (long)n)]);
            if (Type == NetcdfType.Float32)
                file.Write<float>(name, start, count, [.. Indices(shape).Select(i => (float)value(i))]);
            else
                file.Write<double>(name, start, count, [.. Indices(shape).Select(value)]);
        }

        file.Close();
        return path;
    }

    private static IEnumerable<int[]> Indices(int[] shape)
    {
        int count = shape.Aggregate(1, (product, n) => product * n);
        for (int flat = 0; flat < count; flat++)
        {
            int[] index = new int[shape.Length];
            for (int d = shape.Length - 1, rest = flat; d >= 0; rest /= shape[d--])
                index[d] = rest % shape[d];
            yield return index;
        }
    }
}
