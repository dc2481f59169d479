using System.Runtime.Intrinsics;

namespace Drift.Core.Foundation;

internal readonly unsafe struct Float4(Vector128<float> v) : IFloatLane<Float4>
{
    public readonly Vector128<float> V = v;

    private static Float4 Of(Vector128<int> bits) => new(bits.AsSingle());

    public static implicit operator Float4(float value) => new(Vector128.Create(value));

    public static Float4 operator +(Float4 a, Float4 b) => new(a.V + b.V);

    public static Float4 operator -(Float4 a, Float4 b) => new(a.V - b.V);

    public static Float4 operator *(Float4 a, Float4 b) => new(a.V * b.V);

    public static Float4 operator /(Float4 a, Float4 b) => new(a.V / b.V);

    public static Float4 operator ^(Float4 a, Float4 b) => new(a.V ^ b.V);

    public static Float4 operator &(Float4 a, Float4 b) => new(a.V & b.V);

    public static Float4 MultiplyAdd(Float4 a, Float4 b, Float4 c) => new(Vector128.FusedMultiplyAdd(a.V, b.V, c.V));

    public static Float4 Sqrt(Float4 a) => new(Vector128.Sqrt(a.V));

    public static Float4 Max(Float4 a, Float4 b) => new(Vector128.ConditionalSelect(Vector128.GreaterThan(a.V, b.V), a.V, b.V));

    public static Float4 Select(Float4 mask, Float4 a, Float4 b) => new(Vector128.ConditionalSelect(mask.V, a.V, b.V));

    public static Float4 BroadcastBits(int bits) => Of(Vector128.Create(bits));

    public static Float4 AddBits(Float4 a, Float4 b) => Of(a.V.AsInt32() + b.V.AsInt32());

    public static Float4 SubtractBits(Float4 a, Float4 b) => Of(a.V.AsInt32() - b.V.AsInt32());

    public static Float4 ShiftLeftBits(Float4 a, int count) => Of(a.V.AsInt32() << count);

    public static Float4 ShiftRightArithmeticBits(Float4 a, int count) => Of(a.V.AsInt32() >> count);

    public static Float4 ShiftRightBits(Float4 a, int count) => Of(a.V.AsInt32() >>> count);

    public static Float4 FromInteger(Float4 bits) => new(Vector128.ConvertToSingle(bits.V.AsInt32()));

    public static int Count => 4;

    public static Float4 Load(float* address) => new(Vector128.Load(address));

    public static void Store(Float4 value, float* address) => value.V.Store(address);
}
