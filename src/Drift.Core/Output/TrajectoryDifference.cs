using System.Globalization;
using System.Runtime.InteropServices;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>The first thing in which two trajectory files differ.</summary>
/// <param name="Variable">Name of the variable; empty where the files have other shapes.</param>
/// <param name="Trajectory">The trajectory; −1 where the difference is not in one.</param>
/// <param name="Obs">The output; −1 where the difference is not in one.</param>
/// <param name="A">What the first file has, so that it reads back to the same bits.</param>
/// <param name="B">What the second file has.</param>
/// <param name="Ulp">Number of representable numbers between the two; null where one is no number.</param>
public sealed record TrajectoryDifference(string Variable, long Trajectory, int Obs, string A, string B, ulong? Ulp)
{
    /// <summary>The difference in one line.</summary>
    public override string ToString()
    {
        if (Variable.Length == 0)
            return $"{A}, against {B}";
        string where = (Trajectory >= 0 ? $", trajectory {Trajectory}" : "") + (Obs >= 0 ? $", obs {Obs}" : "");
        return $"{Variable}{where}: {A}, against {B}{(Ulp is { } ulp ? $" ({ulp.ToString(CultureInfo.InvariantCulture)} ulp)" : "")}";
    }

    /// <summary>The difference of two values whose bytes differ.</summary>
    internal static TrajectoryDifference Of(string variable, NumberType type, long trajectory, int obs, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        new(variable, trajectory, obs, Text(type, a), Text(type, b), Distance(type, a, b));

    private static string Text(NumberType type, ReadOnlySpan<byte> value) => type switch
    {
        NumberType.Float64 => Text(MemoryMarshal.Read<double>(value), MemoryMarshal.Read<ulong>(value)),
        NumberType.Float32 => float.IsNaN(MemoryMarshal.Read<float>(value))
            ? $"NaN (0x{MemoryMarshal.Read<uint>(value):x8})"
            : MemoryMarshal.Read<float>(value).ToString("R", CultureInfo.InvariantCulture),
        _ => Integer(type, value).ToString(CultureInfo.InvariantCulture),
    };

    private static string Text(double value, ulong bits) =>
        double.IsNaN(value) ? $"NaN (0x{bits:x16})" : value.ToString("R", CultureInfo.InvariantCulture);

    private static ulong? Distance(NumberType type, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        switch (type)
        {
            case NumberType.Float64 when double.IsNaN(MemoryMarshal.Read<double>(a)) || double.IsNaN(MemoryMarshal.Read<double>(b)):
            case NumberType.Float32 when float.IsNaN(MemoryMarshal.Read<float>(a)) || float.IsNaN(MemoryMarshal.Read<float>(b)):
                return null;
            case NumberType.Float64:
                return Gap(Ordered(MemoryMarshal.Read<long>(a), long.MinValue), Ordered(MemoryMarshal.Read<long>(b), long.MinValue));
            case NumberType.Float32:
                return Gap(Ordered(MemoryMarshal.Read<int>(a), int.MinValue), Ordered(MemoryMarshal.Read<int>(b), int.MinValue));
            default:
                return Gap(Integer(type, a), Integer(type, b));
        }
    }

    /// <summary>The bits of a floating point number as an integer that grows with it; both zeros become 0.</summary>
    private static long Ordered(long bits, long sign) => bits < 0 ? sign - bits : bits;

    private static ulong Gap(long a, long b) => a > b ? unchecked((ulong)a - (ulong)b) : unchecked((ulong)b - (ulong)a);

    private static long Integer(NumberType type, ReadOnlySpan<byte> value) => type switch
    {
        NumberType.Int64 => MemoryMarshal.Read<long>(value),
        NumberType.Int32 => MemoryMarshal.Read<int>(value),
        _ => (sbyte)value[0],
    };
}
