namespace Drift.Core.Foundation;

/// <summary>
/// A group of single-precision numbers, whose 32 bits may also be used as an integer (members ending in Bits).
/// Only normal random numbers are made in single precision: there it doubles the speed, and 2⁻²⁴ of a standard
/// deviation is far below what a sample can show.
/// </summary>
/// <typeparam name="G">The lane type itself.</typeparam>
internal unsafe interface IFloatLane<G> where G : struct, IFloatLane<G>
{
    static abstract implicit operator G(float value);

    static abstract G operator +(G a, G b);

    static abstract G operator -(G a, G b);

    static abstract G operator *(G a, G b);

    static abstract G operator /(G a, G b);

    static abstract G operator ^(G a, G b);

    static abstract G operator &(G a, G b);

    static abstract G MultiplyAdd(G a, G b, G c);

    static abstract G Sqrt(G a);

    /// <summary>The larger, or b where either is NaN.</summary>
    static abstract G Max(G a, G b);

    /// <summary>a where the mask has all bits set, b where it has none.</summary>
    static abstract G Select(G mask, G a, G b);

    static abstract G BroadcastBits(int bits);

    static abstract G AddBits(G a, G b);

    static abstract G SubtractBits(G a, G b);

    static abstract G ShiftLeftBits(G a, int count);

    /// <summary>Bits moved down, copies of the sign from above.</summary>
    static abstract G ShiftRightArithmeticBits(G a, int count);

    /// <summary>Bits moved down, zeros from above.</summary>
    static abstract G ShiftRightBits(G a, int count);

    /// <summary>The number nearest to the signed integer.</summary>
    static abstract G FromInteger(G bits);

    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    static abstract G Load(float* address);

    static abstract void Store(G value, float* address);
}
