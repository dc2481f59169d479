namespace Drift.Core.Foundation;

internal readonly unsafe struct Float1(float v) : IFloatLane<Float1>
{
    public readonly float V = v;

    public static Float1 FromBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    private int Bits => BitConverter.SingleToInt32Bits(V);

    public static implicit operator Float1(float value) => new(value);

    public static Float1 operator +(Float1 a, Float1 b) => new(a.V + b.V);

    public static Float1 operator -(Float1 a, Float1 b) => new(a.V - b.V);

    public static Float1 operator *(Float1 a, Float1 b) => new(a.V * b.V);

    public static Float1 operator /(Float1 a, Float1 b) => new(a.V / b.V);

    public static Float1 operator ^(Float1 a, Float1 b) => FromBits(a.Bits ^ b.Bits);

    public static Float1 operator &(Float1 a, Float1 b) => FromBits(a.Bits & b.Bits);

    public static Float1 MultiplyAdd(Float1 a, Float1 b, Float1 c) => new(MathF.FusedMultiplyAdd(a.V, b.V, c.V));

    public static Float1 Sqrt(Float1 a) => new(MathF.Sqrt(a.V));

    public static Float1 Max(Float1 a, Float1 b) => new(a.V > b.V ? a.V : b.V);

    public static Float1 Select(Float1 mask, Float1 a, Float1 b) => mask.Bits != 0 ? a : b;

    public static Float1 BroadcastBits(int bits) => FromBits(bits);

    public static Float1 AddBits(Float1 a, Float1 b) => FromBits(a.Bits + b.Bits);

    public static Float1 SubtractBits(Float1 a, Float1 b) => FromBits(a.Bits - b.Bits);

    public static Float1 ShiftLeftBits(Float1 a, int count) => FromBits(a.Bits << count);

    public static Float1 ShiftRightArithmeticBits(Float1 a, int count) => FromBits(a.Bits >> count);

    public static Float1 ShiftRightBits(Float1 a, int count) => FromBits(a.Bits >>> count);

    public static Float1 FromInteger(Float1 bits) => new(bits.Bits);

    public static int Count => 1;

    public static Float1 Load(float* address) => new(*address);

    public static void Store(Float1 value, float* address) => *address = value.V;
}
