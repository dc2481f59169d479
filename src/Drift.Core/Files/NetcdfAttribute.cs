using System.Runtime.InteropServices;
using System.Text;

namespace Drift.Core.Files;

/// <summary>
/// A named remark in a netCDF file: text, or one or more numbers of one type.
/// Text of both of netCDF's kinds (characters, strings) reads alike; several strings are joined by line ends.
/// </summary>
public sealed class NetcdfAttribute
{
    private NetcdfAttribute(string name, NetcdfType type, string? text, byte[] values)
    {
        Name = name;
        Type = type;
        Text = text;
        Values = values;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The kind of value it holds in the file.</summary>
    public NetcdfType Type { get; }

    /// <summary>The text; null for numbers.</summary>
    public string? Text { get; }

    /// <summary>The numbers as doubles; empty for text.</summary>
    public double[] Numbers { get; private init; } = [];

    /// <summary>The numbers as integers, exact up to 64 bits; empty for text and for fractions.</summary>
    public long[] Integers { get; private init; } = [];

    /// <summary>What goes to the file, in the machine's byte order.</summary>
    internal byte[] Values { get; }

    /// <summary>Size of its value in bytes; 0 for one that was read.</summary>
    public int Bytes => Values.Length;

    /// <summary>Number of values (characters, one string, numbers) as the file counts them.</summary>
    internal int Count => Text is null ? Numbers.Length : Type == NetcdfType.String ? 1 : Values.Length;

    /// <summary>
    /// A text attribute: characters, which every reader takes; beyond ASCII a string, because only strings say in the file
    /// that they are UTF-8.
    /// </summary>
    public static NetcdfAttribute Of(string name, string text) =>
        new(name, Ascii.IsValid(text) ? NetcdfType.Char : NetcdfType.String, text, Encoding.UTF8.GetBytes(text));

    /// <summary>An attribute of doubles.</summary>
    public static NetcdfAttribute Of(string name, params ReadOnlySpan<double> numbers) =>
        new(name, NetcdfType.Float64, null, MemoryMarshal.AsBytes(numbers).ToArray()) { Numbers = numbers.ToArray() };

    /// <summary>An attribute of 32-bit integers.</summary>
    public static NetcdfAttribute Of(string name, params ReadOnlySpan<int> numbers) =>
        OfIntegers(name, NetcdfType.Int32, MemoryMarshal.AsBytes(numbers), Array.ConvertAll(numbers.ToArray(), n => (long)n));

    /// <summary>An attribute of 64-bit integers.</summary>
    public static NetcdfAttribute Of(string name, params ReadOnlySpan<long> numbers) =>
        OfIntegers(name, NetcdfType.Int64, MemoryMarshal.AsBytes(numbers), numbers.ToArray());

    /// <summary>An attribute of signed bytes.</summary>
    public static NetcdfAttribute Of(string name, params ReadOnlySpan<sbyte> numbers) =>
        OfIntegers(name, NetcdfType.Int8, MemoryMarshal.AsBytes(numbers), Array.ConvertAll(numbers.ToArray(), n => (long)n));

    /// <summary>An attribute as it was read.</summary>
    internal static NetcdfAttribute Read(string name, NetcdfType type, string? text, double[] numbers, long[] integers) =>
        new(name, type, text, []) { Numbers = numbers, Integers = integers };

    private static NetcdfAttribute OfIntegers(string name, NetcdfType type, ReadOnlySpan<byte> values, long[] integers) =>
        new(name, type, null, values.ToArray()) { Integers = integers, Numbers = Array.ConvertAll(integers, n => (double)n) };

    /// <summary>The attribute as <c>name = value</c>.</summary>
    public override string ToString() =>
        Text is not null ? $"{Name} = \"{Text}\""
        : Integers.Length > 0 ? $"{Name} = {string.Join(", ", Integers)}"
        : $"{Name} = {string.Join(", ", Numbers.Select(n => n.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}";
}
