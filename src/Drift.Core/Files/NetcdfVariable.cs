namespace Drift.Core.Files;

/// <summary>A dimension of a netCDF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length when the file was opened.</param>
/// <param name="IsUnlimited">Whether the file may grow along it.</param>
public sealed record NetcdfDimension(string Name, long Length, bool IsUnlimited);

/// <summary>A variable of a netCDF file, with everything but its values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The kind of value it holds.</param>
/// <param name="Dimensions">Its dimensions, slowest first; none for a single value.</param>
/// <param name="Attributes">Its attributes in the order of the file.</param>
public sealed record NetcdfVariable(
    string Name, NetcdfType Type, IReadOnlyList<NetcdfDimension> Dimensions, IReadOnlyList<NetcdfAttribute> Attributes)
{
    /// <summary>The library's number of this variable in its file.</summary>
    internal int Id { get; init; }

    /// <summary>Number of values.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (NetcdfDimension dimension in Dimensions)
                count *= dimension.Length;
            return count;
        }
    }

    /// <summary>The attribute of this name, or null.</summary>
    public NetcdfAttribute? Attribute(string name) =>
        Attributes.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal));

    /// <summary>The text of an attribute, or null where it is not there or not text.</summary>
    public string? Text(string name) => Attribute(name)?.Text;

    /// <summary>The first number of an attribute, or null where it is not there or text.</summary>
    public double? Number(string name) => Attribute(name) is { Numbers: [double first, ..] } ? first : null;
}
