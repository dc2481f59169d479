using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Drift.Core.Foundation;

/// <summary>Four particles at once.</summary>
public readonly unsafe struct Lane4 : ILane<Lane4>
{
    private readonly Vector256<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lane4(Vector256<double> v) => this.v = v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane4 Of(Vector256<long> bits) => new(bits.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane4 Of(Vector256<ulong> bits) => new(bits.AsDouble());

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    public static implicit operator Lane4(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    public static Lane4 operator +(Lane4 a, Lane4 b) => new(a.v + b.v);

    /// <inheritdoc/>
    public static Lane4 operator -(Lane4 a, Lane4 b) => new(a.v - b.v);

    /// <inheritdoc/>
    public static Lane4 operator *(Lane4 a, Lane4 b) => new(a.v * b.v);

    /// <inheritdoc/>
    public static Lane4 operator /(Lane4 a, Lane4 b) => new(a.v / b.v);

    /// <inheritdoc/>
    public static Lane4 operator -(Lane4 a) => new(a.v ^ Vector256.Create(-0.0));

    /// <inheritdoc/>
    public static Lane4 operator <(Lane4 a, Lane4 b) => new(Vector256.LessThan(a.v, b.v));

    /// <inheritdoc/>
    public static Lane4 operator >(Lane4 a, Lane4 b) => new(Vector256.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    public static Lane4 operator <=(Lane4 a, Lane4 b) => new(Vector256.LessThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    public static Lane4 operator >=(Lane4 a, Lane4 b) => new(Vector256.GreaterThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    public static Lane4 operator &(Lane4 a, Lane4 b) => new(a.v & b.v);

    /// <inheritdoc/>
    public static Lane4 operator |(Lane4 a, Lane4 b) => new(a.v | b.v);

    /// <inheritdoc/>
    public static Lane4 operator ^(Lane4 a, Lane4 b) => new(a.v ^ b.v);

    /// <inheritdoc/>
    public static Lane4 operator ~(Lane4 a) => new(~a.v);

    /// <inheritdoc/>
    public static Lane4 Equal(Lane4 a, Lane4 b) => new(Vector256.Equals(a.v, b.v));

    /// <inheritdoc/>
    public static Lane4 Select(Lane4 mask, Lane4 a, Lane4 b) => new(Vector256.ConditionalSelect(mask.v, a.v, b.v));

    /// <inheritdoc/>
    public static bool Any(Lane4 mask) => Vector256.ExtractMostSignificantBits(mask.v) != 0;

    /// <inheritdoc/>
    public static bool AllEqual(Lane4 a, Lane4 b) => Vector256.EqualsAll(a.v, b.v);

    /// <inheritdoc/>
    public static bool AllAtLeast(Lane4 a, Lane4 b) => Vector256.GreaterThanOrEqualAll(a.v, b.v);

    /// <inheritdoc/>
    public static bool AllAtMost(Lane4 a, Lane4 b) => Vector256.LessThanOrEqualAll(a.v, b.v);

    /// <inheritdoc/>
    public static uint MaskBits(Lane4 mask) => (uint)Vector256.ExtractMostSignificantBits(mask.v);

    /// <inheritdoc/>
    public static Lane4 FromMaskBits(uint bits)
    {
        Vector256<ulong> one = Vector256.Create(1UL, 2, 4, 8);
        return Of(Vector256.Equals(Vector256.Create((ulong)bits) & one, one));
    }

    /// <inheritdoc/>
    public static Lane4 MultiplyAdd(Lane4 a, Lane4 b, Lane4 c) => new(Vector256.FusedMultiplyAdd(a.v, b.v, c.v));

    /// <inheritdoc/>
    public static Lane4 Sqrt(Lane4 a) => new(Vector256.Sqrt(a.v));

    /// <inheritdoc/>
    public static Lane4 Abs(Lane4 a) => new(Vector256.Abs(a.v));

    /// <inheritdoc/>
    public static Lane4 Floor(Lane4 a) => new(Vector256.Floor(a.v));

    /// <inheritdoc/>
    public static Lane4 Round(Lane4 a) => new(Vector256.Round(a.v));

    // The instruction gives b where the two are equal or either is NaN, as the comparison does.
    /// <inheritdoc/>
    public static Lane4 Min(Lane4 a, Lane4 b) =>
        new(Avx.IsSupported ? Avx.Min(a.v, b.v) : Vector256.ConditionalSelect(Vector256.LessThan(a.v, b.v), a.v, b.v));

    // The instruction gives b where the two are equal or either is NaN, as the comparison does.
    /// <inheritdoc/>
    public static Lane4 Max(Lane4 a, Lane4 b) =>
        new(Avx.IsSupported ? Avx.Max(a.v, b.v) : Vector256.ConditionalSelect(Vector256.GreaterThan(a.v, b.v), a.v, b.v));

    /// <inheritdoc/>
    public static double First(Lane4 a) => a.v.ToScalar();

    /// <inheritdoc/>
    public static Lane4 Load(double* address) => new(Vector256.Load(address));

    /// <inheritdoc/>
    public static void Store(Lane4 value, double* address) => value.v.Store(address);

    /// <inheritdoc/>
    public static Lane4 BroadcastBits(ulong bits) => Of(Vector256.Create(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 CountFromBits(ulong first) => Of(Vector256.Create(first) + Vector256.Create(0UL, 1, 2, 3));

    /// <inheritdoc/>
    public static Lane4 AddBits(Lane4 a, Lane4 b) => Of(a.v.AsUInt64() + b.v.AsUInt64());

    /// <inheritdoc/>
    public static Lane4 SubtractBits(Lane4 a, Lane4 b) => Of(a.v.AsUInt64() - b.v.AsUInt64());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Xor(Lane4 a, Lane4 b, Lane4 c) =>
        Avx512F.VL.IsSupported ? Of(Avx512F.VL.TernaryLogic(a.v.AsUInt64(), b.v.AsUInt64(), c.v.AsUInt64(), 0x96)) : a ^ b ^ c;

    /// <inheritdoc/>
    public static Lane4 ShiftLeftBits(Lane4 a, int count) => Of(a.v.AsUInt64() << count);

    /// <inheritdoc/>
    public static Lane4 ShiftRightBits(Lane4 a, int count) => Of(a.v.AsUInt64() >>> count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane4 Multiply32Bits(Lane4 a, Lane4 b)
    {
        if (Avx2.IsSupported)
            return Of(Avx2.Multiply(a.v.AsUInt32(), b.v.AsUInt32()));
        Vector256<ulong> low = Vector256.Create(0xFFFFFFFFUL);
        return Of((a.v.AsUInt64() & low) * (b.v.AsUInt64() & low));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normals(Lane4 wordA, Lane4 wordB, out Lane4 x, out Lane4 y)
    {
        NormalPair.FromWords(new Float4(Low32(wordA)), new Float4(Low32(wordB)), out Float4 fx, out Float4 fy);
        x = new(Widen(fx.V));
        y = new(Widen(fy.V));
    }

    // Numbers that are not negative are ordered as their bits are.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane4 ILane<Lane4>.Farther(Lane4 a, Lane4 b) => new(Vector256.Max(a.v.AsInt64(), Vector256.Abs(b.v).AsInt64()).AsDouble());

    /// <inheritdoc/>
    static void ILane<Lane4>.NormalsFromWords(float* chunks, int count) => NormalPair.InPlace<Float8>(chunks, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILane<Lane4>.DrawWords(Lane4 even, Lane4 odd, uint* words)
    {
        Vector256<uint> both = Low32(even, odd).AsUInt32();
        both.GetLower().Store(words);
        both.GetUpper().Store(words + DrawnBlock.Chunk);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane4 ILane<Lane4>.LoadSingles(float* address) => new(Widen(Vector128.Load(address)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane4 ILane<Lane4>.LoadWords(uint* address)
    {
        Vector128<uint> words = Vector128.Load(address);
        return Avx2.IsSupported
            ? Of(Avx2.ConvertToVector256Int64(words))
            : Of(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ILane<Lane4>.AddInSingle<Op>(
        in Op operation, int groups, float* numbers, int index, double* lat, ref Lane4 a, ref Lane4 b, ref Lane4 x, ref Lane4 y, nint stride)
    {
        Op step = operation;
        for (int g = 0; g < groups; g++)
        {
            float* first = numbers + DrawnBlock.Offset(index + (g * Count));
            Float4 latitude = new(Narrow(Vector256.Load(lat + (g * Count))));
            Float4 va = latitude, vb = latitude;
            if (step.TakesArguments)
            {
                va = new(Narrow((a * step.ArgumentFactor).v));
                vb = new(Narrow((b * step.ArgumentFactor).v));
            }

            step.Apply(new Float4(Vector128.Load(first)), new Float4(Vector128.Load(first + DrawnBlock.ToSecond)), latitude, va, vb, out Float4 fx, out Float4 fy);
            x = new(x.v + Widen(fx.V));
            y = new(y.v + Widen(fy.V));
            a = ref Unsafe.AddByteOffset(ref a, stride);
            b = ref Unsafe.AddByteOffset(ref b, stride);
            x = ref Unsafe.AddByteOffset(ref x, stride);
            y = ref Unsafe.AddByteOffset(ref y, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Narrow(Vector256<double> v) =>
        Avx.IsSupported
            ? Avx.ConvertToVector128Single(v)
            : Vector128.Create((float)v[0], (float)v[1], (float)v[2], (float)v[3]);

    /// <summary>The low halves of the lanes of both, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Low32(Lane4 first, Lane4 second) => Avx2.IsSupported
        ? Avx2.Permute4x64(Avx.Shuffle(first.v.AsSingle(), second.v.AsSingle(), 0b10_00_10_00).AsInt64(), 0b11_01_10_00).AsSingle()
        : Vector256.Create(Low32(first), Low32(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low32(Lane4 words) =>
        Avx2.IsSupported
            ? Avx2.PermuteVar8x32(words.v.AsInt32(), Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)).GetLower().AsSingle()
            : Vector128.Create(words.v.AsInt32()[0], words.v.AsInt32()[2], words.v.AsInt32()[4], words.v.AsInt32()[6]).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> v) =>
        Avx.IsSupported ? Avx.ConvertToVector256Double(v) : Vector256.Create((double)v[0], v[1], v[2], v[3]);
}
