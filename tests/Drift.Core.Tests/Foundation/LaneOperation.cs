using Drift.Core.Foundation;

namespace Drift.Core.Tests.Foundation;

/// <summary>Every operation of a lane, by its name, with what it means for one number in plain C#.</summary>
internal readonly record struct LaneOperation(string Name) : ILaneFunction
{
    private const ulong Low = 0xFFFFFFFF;

    private static readonly Dictionary<string, Func<double, double, double, double>> Meanings = new(StringComparer.Ordinal)
    {
        ["broadcast"] = (_, _, _) => 1.5,
        ["+"] = (a, b, _) => a + b,
        ["-"] = (a, b, _) => a - b,
        ["*"] = (a, b, _) => a * b,
        ["/"] = (a, b, _) => a / b,
        ["negate"] = (a, _, _) => -a,
        ["<"] = (a, b, _) => Mask(a < b),
        [">"] = (a, b, _) => Mask(a > b),
        ["<="] = (a, b, _) => Mask(a <= b),
        [">="] = (a, b, _) => Mask(a >= b),
        ["equal"] = (a, b, _) => Mask(a == b),
        ["&"] = (a, b, _) => Of(Bits(a) & Bits(b)),
        ["|"] = (a, b, _) => Of(Bits(a) | Bits(b)),
        ["^"] = (a, b, _) => Of(Bits(a) ^ Bits(b)),
        ["~"] = (a, _, _) => Of(~Bits(a)),
        ["select"] = (a, b, c) => a < b ? c : a,
        ["any"] = (a, b, c) => a < b ? c : 0,
        ["mask bits"] = (a, b, _) => Mask(a < b),
        ["multiply-add"] = Math.FusedMultiplyAdd,
        ["sqrt"] = (a, _, _) => Math.Sqrt(a),
        ["abs"] = (a, _, _) => Math.Abs(a),
        ["floor"] = (a, _, _) => Math.Floor(a),
        ["round"] = (a, _, _) => Math.Round(a, MidpointRounding.ToEven),
        ["min"] = (a, b, _) => a < b ? a : b,
        ["max"] = (a, b, _) => a > b ? a : b,
        ["broadcast bits"] = (_, _, _) => Of(0x0123456789ABCDEF),
        ["add bits"] = (a, b, _) => Of(Bits(a) + Bits(b)),
        ["subtract bits"] = (a, b, _) => Of(Bits(a) - Bits(b)),
        ["xor"] = (a, b, c) => Of(Bits(a) ^ Bits(b) ^ Bits(c)),
        ["shift left bits"] = (a, _, _) => Of(Bits(a) << 13),
        ["shift right bits"] = (a, _, _) => Of(Bits(a) >> 29),
        ["multiply 32 bits"] = (a, b, _) => Of((Bits(a) & Low) * (Bits(b) & Low)),
    };

    public static IEnumerable<string> Names => Meanings.Keys;

    public double Expected(double a, double b, double c) => Meanings[Name](a, b, c);

    public F Apply<F>(F a, F b, F c) where F : struct, ILane<F> => Name switch
    {
        "broadcast" => 1.5,
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "negate" => -a,
        "<" => a < b,
        ">" => a > b,
        "<=" => a <= b,
        ">=" => a >= b,
        "equal" => F.Equal(a, b),
        "&" => a & b,
        "|" => a | b,
        "^" => a ^ b,
        "~" => ~a,
        "select" => F.Select(a < b, c, a),
        "any" => F.Any(a < b) ? c & (a < b) : 0.0,
        "mask bits" => F.FromMaskBits(F.MaskBits(a < b)),
        "multiply-add" => F.MultiplyAdd(a, b, c),
        "sqrt" => F.Sqrt(a),
        "abs" => F.Abs(a),
        "floor" => F.Floor(a),
        "round" => F.Round(a),
        "min" => F.Min(a, b),
        "max" => F.Max(a, b),
        "broadcast bits" => F.BroadcastBits(0x0123456789ABCDEF),
        "add bits" => F.AddBits(a, b),
        "subtract bits" => F.SubtractBits(a, b),
        "xor" => F.Xor(a, b, c),
        "shift left bits" => F.ShiftLeftBits(a, 13),
        "shift right bits" => F.ShiftRightBits(a, 29),
        "multiply 32 bits" => F.Multiply32Bits(a, b),
        _ => throw new InvalidOperationException(Name),
    };

    private static ulong Bits(double x) => BitConverter.DoubleToUInt64Bits(x);

    private static double Of(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    private static double Mask(bool set) => Of(set ? ulong.MaxValue : 0);
}
