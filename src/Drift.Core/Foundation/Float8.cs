using System.Runtime.Intrinsics;

namespace Drift.Core.Foundation;

internal readonly unsafe struct Float8(Vector256<float> v) : IFloatLane<Float8>
{
    public readonly Vector256<float> V = v;

    private static Float8 Of(Vector256<int> bits) => new(bits.AsSingle());

    public static implicit operator Float8(float value) => new(Vector256.Create(value));

    public static Float8 operator +(Float8 a, Float8 b) => new(a.V + b.V);

    public static Float8 operator -(Float8 a, Float8 b) => new(a.V - b.V);

    public static Float8 operator *(Float8 a, Float8 b) => new(a.V * b.V);

    public static Float8 operator /(Float8 a, Float8 b) => new(a.V / b.V);

    public static Float8 operator ^(Float8 a, Float8 b) => new(a.V ^ b.V);

    public static Float8 operator &(Float8 a, Float8 b) => new(a.V & b.V);

    public static Float8 MultiplyAdd(Float8 a, Float8 b, Float8 c) => new(Vector256.FusedMultiplyAdd(a.V, b.V, c.V));

    public static Float8 Sqrt(Float8 a) => new(Vector256.Sqrt(a.V));

    public static Float8 Max(Float8 a, Float8 b) => new(Vector256.ConditionalSelect(Vector256.GreaterThan(a.V, b.V), a.V, b.V));

    public static Float8 Select(Float8 mask, Float8 a, Float8 b) => new(Vector256.ConditionalSelect(mask.V, a.V, b.V));

    public static Float8 BroadcastBits(int bits) => Of(Vector256.Create(bits));

    public static Float8 AddBits(Float8 a, Float8 b) => Of(a.V.AsInt32() + b.V.AsInt32());

    public static Float8 SubtractBits(Float8 a, Float8 b) => Of(a.V.AsInt32() - b.V.AsInt32());

    public static Float8 ShiftLeftBits(Float8 a, int count) => Of(a.V.AsInt32() << count);

    public static Float8 ShiftRightArithmeticBits(Float8 a, int count) => Of(a.V.AsInt32() >> count);

    public static Float8 ShiftRightBits(Float8 a, int count) => Of(a.V.AsInt32() >>> count);

    public static Float8 FromInteger(Float8 bits) => new(Vector256.ConvertToSingle(bits.V.AsInt32()));

    public static int Count => 8;

    public static Float8 Load(float* address) => new(Vector256.Load(address));

    public static void Store(Float8 value, float* address) => value.V.Store(address);
}
