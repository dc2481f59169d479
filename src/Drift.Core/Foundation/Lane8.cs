using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Drift.Core.Foundation;

/// <summary>Eight particles at once.</summary>
public readonly unsafe struct Lane8 : ILane<Lane8>
{
    private const int NextChunk = DrawnBlock.Chunk * DrawnBlock.PerParticle;
    private readonly Vector512<double> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lane8(Vector512<double> v) => this.v = v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane8 Of(Vector512<long> bits) => new(bits.AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane8 Of(Vector512<ulong> bits) => new(bits.AsDouble());

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static implicit operator Lane8(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    public static Lane8 operator +(Lane8 a, Lane8 b) => new(a.v + b.v);

    /// <inheritdoc/>
    public static Lane8 operator -(Lane8 a, Lane8 b) => new(a.v - b.v);

    /// <inheritdoc/>
    public static Lane8 operator *(Lane8 a, Lane8 b) => new(a.v * b.v);

    /// <inheritdoc/>
    public static Lane8 operator /(Lane8 a, Lane8 b) => new(a.v / b.v);

    /// <inheritdoc/>
    public static Lane8 operator -(Lane8 a) => new(a.v ^ Vector512.Create(-0.0));

    /// <inheritdoc/>
    public static Lane8 operator <(Lane8 a, Lane8 b) => new(Vector512.LessThan(a.v, b.v));

    /// <inheritdoc/>
    public static Lane8 operator >(Lane8 a, Lane8 b) => new(Vector512.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    public static Lane8 operator <=(Lane8 a, Lane8 b) => new(Vector512.LessThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    public static Lane8 operator >=(Lane8 a, Lane8 b) => new(Vector512.GreaterThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    public static Lane8 operator &(Lane8 a, Lane8 b) => new(a.v & b.v);

    /// <inheritdoc/>
    public static Lane8 operator |(Lane8 a, Lane8 b) => new(a.v | b.v);

    /// <inheritdoc/>
    public static Lane8 operator ^(Lane8 a, Lane8 b) => new(a.v ^ b.v);

    /// <inheritdoc/>
    public static Lane8 operator ~(Lane8 a) => new(~a.v);

    /// <inheritdoc/>
    public static Lane8 Equal(Lane8 a, Lane8 b) => new(Vector512.Equals(a.v, b.v));

    /// <inheritdoc/>
    public static Lane8 Select(Lane8 mask, Lane8 a, Lane8 b) => new(Vector512.ConditionalSelect(mask.v, a.v, b.v));

    /// <inheritdoc/>
    public static bool Any(Lane8 mask) => Vector512.ExtractMostSignificantBits(mask.v) != 0;

    /// <inheritdoc/>
    public static bool AllEqual(Lane8 a, Lane8 b) => Vector512.EqualsAll(a.v, b.v);

    /// <inheritdoc/>
    public static bool AllAtLeast(Lane8 a, Lane8 b) => Vector512.GreaterThanOrEqualAll(a.v, b.v);

    /// <inheritdoc/>
    public static bool AllAtMost(Lane8 a, Lane8 b) => Vector512.LessThanOrEqualAll(a.v, b.v);

    /// <inheritdoc/>
    public static uint MaskBits(Lane8 mask) => (uint)Vector512.ExtractMostSignificantBits(mask.v);

    /// <inheritdoc/>
    public static Lane8 FromMaskBits(uint bits)
    {
        Vector512<ulong> one = Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128);
        return Of(Vector512.Equals(Vector512.Create((ulong)bits) & one, one));
    }

    /// <inheritdoc/>
    public static Lane8 MultiplyAdd(Lane8 a, Lane8 b, Lane8 c) => new(Vector512.FusedMultiplyAdd(a.v, b.v, c.v));

    /// <inheritdoc/>
    public static Lane8 Sqrt(Lane8 a) => new(Vector512.Sqrt(a.v));

    /// <inheritdoc/>
    public static Lane8 Abs(Lane8 a) => new(Vector512.Abs(a.v));

    /// <inheritdoc/>
    public static Lane8 Floor(Lane8 a) => new(Vector512.Floor(a.v));

    /// <inheritdoc/>
    public static Lane8 Round(Lane8 a) => new(Vector512.Round(a.v));

    // The instruction gives b where the two are equal or either is NaN, as the comparison does.
    /// <inheritdoc/>
    public static Lane8 Min(Lane8 a, Lane8 b) =>
        new(Avx512F.IsSupported ? Avx512F.Min(a.v, b.v) : Vector512.ConditionalSelect(Vector512.LessThan(a.v, b.v), a.v, b.v));

    // The instruction gives b where the two are equal or either is NaN, as the comparison does.
    /// <inheritdoc/>
    public static Lane8 Max(Lane8 a, Lane8 b) =>
        new(Avx512F.IsSupported ? Avx512F.Max(a.v, b.v) : Vector512.ConditionalSelect(Vector512.GreaterThan(a.v, b.v), a.v, b.v));

    /// <inheritdoc/>
    public static double First(Lane8 a) => a.v.ToScalar();

    /// <inheritdoc/>
    public static Lane8 Load(double* address) => new(Vector512.Load(address));

    /// <inheritdoc/>
    public static void Store(Lane8 value, double* address) => value.v.Store(address);

    /// <inheritdoc/>
    public static Lane8 BroadcastBits(ulong bits) => Of(Vector512.Create(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 CountFromBits(ulong first) => Of(Vector512.Create(first) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7));

    /// <inheritdoc/>
    public static Lane8 AddBits(Lane8 a, Lane8 b) => Of(a.v.AsUInt64() + b.v.AsUInt64());

    /// <inheritdoc/>
    public static Lane8 SubtractBits(Lane8 a, Lane8 b) => Of(a.v.AsUInt64() - b.v.AsUInt64());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Xor(Lane8 a, Lane8 b, Lane8 c) =>
        Avx512F.IsSupported ? Of(Avx512F.TernaryLogic(a.v.AsUInt64(), b.v.AsUInt64(), c.v.AsUInt64(), 0x96)) : a ^ b ^ c;

    /// <inheritdoc/>
    public static Lane8 ShiftLeftBits(Lane8 a, int count) => Of(a.v.AsUInt64() << count);

    /// <inheritdoc/>
    public static Lane8 ShiftRightBits(Lane8 a, int count) => Of(a.v.AsUInt64() >>> count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Multiply32Bits(Lane8 a, Lane8 b)
    {
        if (Avx512F.IsSupported)
            return Of(Avx512F.Multiply(a.v.AsUInt32(), b.v.AsUInt32()));
        Vector512<ulong> low = Vector512.Create(0xFFFFFFFFUL);
        return Of((a.v.AsUInt64() & low) * (b.v.AsUInt64() & low));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Normals(Lane8 wordA, Lane8 wordB, out Lane8 x, out Lane8 y)
    {
        NormalPair.FromWords(new Float8(Low32(wordA)), new Float8(Low32(wordB)), out Float8 fx, out Float8 fy);
        x = new(Widen(fx.V));
        y = new(Widen(fy.V));
    }

    // Numbers that are not negative are ordered as their bits are.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane8 ILane<Lane8>.Farther(Lane8 a, Lane8 b) => new(Vector512.Max(a.v.AsInt64(), Vector512.Abs(b.v).AsInt64()).AsDouble());

    /// <inheritdoc/>
    static void ILane<Lane8>.NormalsFromWords(float* chunks, int count) => NormalPair.InPlace<Float16>(chunks, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILane<Lane8>.DrawWords(Lane8 even, Lane8 odd, uint* words) => Low32(even, odd).Store((float*)words);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane8 ILane<Lane8>.LoadSingles(float* address) => new(Widen(Vector256.Load(address)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane8 ILane<Lane8>.LoadWords(uint* address)
    {
        Vector256<uint> words = Vector256.Load(address);
        return Avx512F.IsSupported
            ? Of(Avx512F.ConvertToVector512UInt64(words))
            : Of(Vector512.Create(Vector256.WidenLower(words), Vector256.WidenUpper(words)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ILane<Lane8>.AddInSingle<Op>(
        in Op operation, int groups, float* numbers, int index, double* lat, ref Lane8 a, ref Lane8 b, ref Lane8 x, ref Lane8 y, nint stride)
    {
        Op step = operation;
        Lane8 argumentFactor = step.ArgumentFactor;
        float* first = numbers + DrawnBlock.Offset(index);
        nint end = stride * groups;
        nint at = 0;

        // Two groups fill a vector: half as many operations to wait for.
        ref Lane8 nextA = ref Unsafe.AddByteOffset(ref a, stride), nextB = ref Unsafe.AddByteOffset(ref b, stride);
        ref Lane8 nextX = ref Unsafe.AddByteOffset(ref x, stride), nextY = ref Unsafe.AddByteOffset(ref y, stride);
        for (; at + stride < end; at += 2 * stride)
        {
            Float16 latitude = Both(Narrow(Vector512.Load(lat)), Narrow(Vector512.Load(lat + Count)));
            Float16 va = latitude, vb = latitude;
            if (step.TakesArguments)
            {
                va = Both(Narrow((Unsafe.AddByteOffset(ref a, at) * argumentFactor).v), Narrow((Unsafe.AddByteOffset(ref nextA, at) * argumentFactor).v));
                vb = Both(Narrow((Unsafe.AddByteOffset(ref b, at) * argumentFactor).v), Narrow((Unsafe.AddByteOffset(ref nextB, at) * argumentFactor).v));
            }

            step.Apply(
                Both(Vector256.Load(first), Vector256.Load(first + NextChunk)),
                Both(Vector256.Load(first + DrawnBlock.ToSecond), Vector256.Load(first + DrawnBlock.ToSecond + NextChunk)),
                latitude, va, vb, out Float16 fx, out Float16 fy);
            Add(ref Unsafe.AddByteOffset(ref x, at), fx.V.GetLower());
            Add(ref Unsafe.AddByteOffset(ref y, at), fy.V.GetLower());
            Add(ref Unsafe.AddByteOffset(ref nextX, at), fx.V.GetUpper());
            Add(ref Unsafe.AddByteOffset(ref nextY, at), fy.V.GetUpper());
            first += 2 * NextChunk;
            lat += 2 * Count;
        }

        if (at < end)
        {
            Float8 latitude = new(Narrow(Vector512.Load(lat)));
            Float8 va = latitude, vb = latitude;
            if (step.TakesArguments)
            {
                va = new(Narrow((Unsafe.AddByteOffset(ref a, at) * argumentFactor).v));
                vb = new(Narrow((Unsafe.AddByteOffset(ref b, at) * argumentFactor).v));
            }

            step.Apply(new Float8(Vector256.Load(first)), new Float8(Vector256.Load(first + DrawnBlock.ToSecond)), latitude, va, vb, out Float8 fx, out Float8 fy);
            Add(ref Unsafe.AddByteOffset(ref x, at), fx.V);
            Add(ref Unsafe.AddByteOffset(ref y, at), fy.V);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Lane8 sum, Vector256<float> v) => sum = new(sum.v + Widen(v));

    // Vector512.Create begins with a vector that was never set, which the JIT reads from the stack and writes back there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float16 Both(Vector256<float> first, Vector256<float> second) => new(Avx512F.IsSupported
        ? Avx512F.InsertVector256(first.ToVector512Unsafe().AsDouble(), second.AsDouble(), 1).AsSingle()
        : Vector512.Create(first, second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Narrow(Vector512<double> v) =>
        Avx512F.IsSupported
            ? Avx512F.ConvertToVector256Single(v)
            : Vector256.Create((float)v[0], (float)v[1], (float)v[2], (float)v[3], (float)v[4], (float)v[5], (float)v[6], (float)v[7]);

    /// <summary>The low halves of the lanes of both, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Low32(Lane8 first, Lane8 second) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(
            first.v.AsSingle(), Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), second.v.AsSingle())
        : Vector512.Create(Low32(first), Low32(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Low32(Lane8 words)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector256UInt32(words.v.AsUInt64()).AsSingle();
        Vector512<int> w = words.v.AsInt32();
        return Vector256.Create(w[0], w[2], w[4], w[6], w[8], w[10], w[12], w[14]).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(Vector256<float> v) =>
        Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Double(v)
            : Vector512.Create((double)v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
}
