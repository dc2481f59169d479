using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>One particle at a time.</summary>
public readonly unsafe struct Lane1 : ILane<Lane1>
{
    private readonly double v;

    private Lane1(double v) => this.v = v;

    private static Lane1 Of(ulong bits) => new(BitConverter.UInt64BitsToDouble(bits));

    private static Lane1 Mask(bool set) => Of(set ? ulong.MaxValue : 0);

    private ulong Bits => BitConverter.DoubleToUInt64Bits(v);

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static implicit operator Lane1(double value) => new(value);

    /// <summary>The value.</summary>
    public static implicit operator double(Lane1 value) => value.v;

    /// <inheritdoc/>
    public static Lane1 operator +(Lane1 a, Lane1 b) => new(a.v + b.v);

    /// <inheritdoc/>
    public static Lane1 operator -(Lane1 a, Lane1 b) => new(a.v - b.v);

    /// <inheritdoc/>
    public static Lane1 operator *(Lane1 a, Lane1 b) => new(a.v * b.v);

    /// <inheritdoc/>
    public static Lane1 operator /(Lane1 a, Lane1 b) => new(a.v / b.v);

    /// <inheritdoc/>
    public static Lane1 operator -(Lane1 a) => new(-a.v);

    /// <inheritdoc/>
    public static Lane1 operator <(Lane1 a, Lane1 b) => Mask(a.v < b.v);

    /// <inheritdoc/>
    public static Lane1 operator >(Lane1 a, Lane1 b) => Mask(a.v > b.v);

    /// <inheritdoc/>
    public static Lane1 operator <=(Lane1 a, Lane1 b) => Mask(a.v <= b.v);

    /// <inheritdoc/>
    public static Lane1 operator >=(Lane1 a, Lane1 b) => Mask(a.v >= b.v);

    /// <inheritdoc/>
    public static Lane1 operator &(Lane1 a, Lane1 b) => Of(a.Bits & b.Bits);

    /// <inheritdoc/>
    public static Lane1 operator |(Lane1 a, Lane1 b) => Of(a.Bits | b.Bits);

    /// <inheritdoc/>
    public static Lane1 operator ^(Lane1 a, Lane1 b) => Of(a.Bits ^ b.Bits);

    /// <inheritdoc/>
    public static Lane1 operator ~(Lane1 a) => Of(~a.Bits);

    /// <inheritdoc/>
    public static Lane1 Equal(Lane1 a, Lane1 b) => Mask(a.v == b.v);

    /// <inheritdoc/>
    public static Lane1 Select(Lane1 mask, Lane1 a, Lane1 b) => mask.Bits != 0 ? a : b;

    /// <inheritdoc/>
    public static bool Any(Lane1 mask) => mask.Bits != 0;

    /// <inheritdoc/>
    public static bool AllEqual(Lane1 a, Lane1 b) => a.v == b.v;

    /// <inheritdoc/>
    public static bool AllAtLeast(Lane1 a, Lane1 b) => a.v >= b.v;

    /// <inheritdoc/>
    public static bool AllAtMost(Lane1 a, Lane1 b) => a.v <= b.v;

    /// <inheritdoc/>
    public static uint MaskBits(Lane1 mask) => (uint)(mask.Bits >> 63);

    /// <inheritdoc/>
    public static Lane1 FromMaskBits(uint bits) => Mask((bits & 1) != 0);

    /// <inheritdoc/>
    public static Lane1 MultiplyAdd(Lane1 a, Lane1 b, Lane1 c) => new(Math.FusedMultiplyAdd(a.v, b.v, c.v));

    /// <inheritdoc/>
    public static Lane1 Sqrt(Lane1 a) => new(Math.Sqrt(a.v));

    /// <inheritdoc/>
    public static Lane1 Abs(Lane1 a) => new(Math.Abs(a.v));

    /// <inheritdoc/>
    public static Lane1 Floor(Lane1 a) => new(Math.Floor(a.v));

    /// <inheritdoc/>
    public static Lane1 Round(Lane1 a) => new(Math.Round(a.v));

    /// <inheritdoc/>
    public static Lane1 Min(Lane1 a, Lane1 b) => new(a.v < b.v ? a.v : b.v);

    /// <inheritdoc/>
    public static Lane1 Max(Lane1 a, Lane1 b) => new(a.v > b.v ? a.v : b.v);

    /// <inheritdoc/>
    public static double First(Lane1 a) => a.v;

    /// <inheritdoc/>
    public static Lane1 Load(double* address) => new(*address);

    /// <inheritdoc/>
    public static void Store(Lane1 value, double* address) => *address = value.v;

    /// <inheritdoc/>
    public static Lane1 BroadcastBits(ulong bits) => Of(bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 CountFromBits(ulong first) => Of(first);

    /// <inheritdoc/>
    public static Lane1 AddBits(Lane1 a, Lane1 b) => Of(a.Bits + b.Bits);

    /// <inheritdoc/>
    public static Lane1 SubtractBits(Lane1 a, Lane1 b) => Of(a.Bits - b.Bits);

    /// <inheritdoc/>
    public static Lane1 Xor(Lane1 a, Lane1 b, Lane1 c) => a ^ b ^ c;

    /// <inheritdoc/>
    public static Lane1 ShiftLeftBits(Lane1 a, int count) => Of(a.Bits << count);

    /// <inheritdoc/>
    public static Lane1 ShiftRightBits(Lane1 a, int count) => Of(a.Bits >> count);

    /// <inheritdoc/>
    public static Lane1 Multiply32Bits(Lane1 a, Lane1 b) => Of((ulong)(uint)a.Bits * (uint)b.Bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normals(Lane1 wordA, Lane1 wordB, out Lane1 x, out Lane1 y)
    {
        NormalPair.FromWords(Float1.FromBits((int)wordA.Bits), Float1.FromBits((int)wordB.Bits), out Float1 fx, out Float1 fy);
        x = new((double)fx.V);
        y = new((double)fy.V);
    }

    // Numbers that are not negative are ordered as their bits are.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane1 ILane<Lane1>.Farther(Lane1 a, Lane1 b) => Of(Math.Max(a.Bits, Abs(b).Bits));

    /// <inheritdoc/>
    static void ILane<Lane1>.NormalsFromWords(float* chunks, int count) => NormalPair.InPlace<Float1>(chunks, count);

    /// <inheritdoc/>
    static void ILane<Lane1>.DrawWords(Lane1 even, Lane1 odd, uint* words) =>
        (words[0], words[DrawnBlock.Chunk]) = ((uint)even.Bits, (uint)odd.Bits);

    /// <inheritdoc/>
    static Lane1 ILane<Lane1>.LoadSingles(float* address) => new((double)*address);

    /// <inheritdoc/>
    static Lane1 ILane<Lane1>.LoadWords(uint* address) => Of(*address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ILane<Lane1>.AddInSingle<Op>(
        in Op operation, int groups, float* numbers, int index, double* lat, ref Lane1 a, ref Lane1 b, ref Lane1 x, ref Lane1 y, nint stride)
    {
        for (int g = 0; g < groups; g++)
        {
            float* first = numbers + DrawnBlock.Offset(index + g);
            operation.Apply<Float1>(*first, first[DrawnBlock.ToSecond], (float)lat[g], (float)(a.v * operation.ArgumentFactor), (float)(b.v * operation.ArgumentFactor), out Float1 fx, out Float1 fy);
            x += new Lane1((double)fx.V);
            y += new Lane1((double)fy.V);
            a = ref Unsafe.AddByteOffset(ref a, stride);
            b = ref Unsafe.AddByteOffset(ref b, stride);
            x = ref Unsafe.AddByteOffset(ref x, stride);
            y = ref Unsafe.AddByteOffset(ref y, stride);
        }
    }
}
