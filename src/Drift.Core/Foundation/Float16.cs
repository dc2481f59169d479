using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Drift.Core.Foundation;

internal readonly unsafe struct Float16(Vector512<float> v) : IFloatLane<Float16>
{
    public readonly Vector512<float> V = v;

    private static Float16 Of(Vector512<int> bits) => new(bits.AsSingle());

    public static implicit operator Float16(float value) => new(Vector512.Create(value));

    public static Float16 operator +(Float16 a, Float16 b) => new(a.V + b.V);

    public static Float16 operator -(Float16 a, Float16 b) => new(a.V - b.V);

    public static Float16 operator *(Float16 a, Float16 b) => new(a.V * b.V);

    public static Float16 operator /(Float16 a, Float16 b) => new(a.V / b.V);

    public static Float16 operator ^(Float16 a, Float16 b) => new(a.V ^ b.V);

    public static Float16 operator &(Float16 a, Float16 b) => new(a.V & b.V);

    public static Float16 MultiplyAdd(Float16 a, Float16 b, Float16 c) => new(Vector512.FusedMultiplyAdd(a.V, b.V, c.V));

    public static Float16 Sqrt(Float16 a) => new(Vector512.Sqrt(a.V));

    // The instruction gives b where the two are equal or either is NaN, as the comparison does.
    public static Float16 Max(Float16 a, Float16 b) =>
        new(Avx512F.IsSupported ? Avx512F.Max(a.V, b.V) : Vector512.ConditionalSelect(Vector512.GreaterThan(a.V, b.V), a.V, b.V));

    public static Float16 Select(Float16 mask, Float16 a, Float16 b) => new(Vector512.ConditionalSelect(mask.V, a.V, b.V));

    public static Float16 BroadcastBits(int bits) => Of(Vector512.Create(bits));

    public static Float16 AddBits(Float16 a, Float16 b) => Of(a.V.AsInt32() + b.V.AsInt32());

    public static Float16 SubtractBits(Float16 a, Float16 b) => Of(a.V.AsInt32() - b.V.AsInt32());

    public static Float16 ShiftLeftBits(Float16 a, int count) => Of(a.V.AsInt32() << count);

    public static Float16 ShiftRightArithmeticBits(Float16 a, int count) => Of(a.V.AsInt32() >> count);

    public static Float16 ShiftRightBits(Float16 a, int count) => Of(a.V.AsInt32() >>> count);

    public static Float16 FromInteger(Float16 bits) => new(Vector512.ConvertToSingle(bits.V.AsInt32()));

    public static int Count => 16;

    public static Float16 Load(float* address) => new(Vector512.Load(address));

    public static void Store(Float16 value, float* address) => value.V.Store(address);
}
