namespace Drift.Core.Foundation;

/// <summary>
/// A group of particles computed at once: one double (<see cref="Lane1"/>), four (<see cref="Lane4"/>) or eight (<see cref="Lane8"/>).
/// A kernel is written once over F and gives the same bits in every lane type, because each operation is exactly rounded
/// per lane and a fused multiply-add happens only where it is written.
/// A comparison gives a mask: all bits set where it holds, none where it does not (or a NaN takes part).
/// The bits of a lane may also be used as a 64-bit integer, by the members whose names end in Bits.
/// </summary>
/// <typeparam name="F">The lane type itself.</typeparam>
public unsafe interface ILane<F> where F : struct, ILane<F>
{
    /// <summary>Number of particles in the group.</summary>
    static abstract int Count { get; }

    /// <summary>The same value for every particle.</summary>
    static abstract implicit operator F(double value);

    /// <summary>Sum.</summary>
    static abstract F operator +(F a, F b);

    /// <summary>Difference.</summary>
    static abstract F operator -(F a, F b);

    /// <summary>Product.</summary>
    static abstract F operator *(F a, F b);

    /// <summary>Quotient.</summary>
    static abstract F operator /(F a, F b);

    /// <summary>Negation.</summary>
    static abstract F operator -(F a);

    /// <summary>Mask where a is less.</summary>
    static abstract F operator <(F a, F b);

    /// <summary>Mask where a is greater.</summary>
    static abstract F operator >(F a, F b);

    /// <summary>Mask where a is less or equal.</summary>
    static abstract F operator <=(F a, F b);

    /// <summary>Mask where a is greater or equal.</summary>
    static abstract F operator >=(F a, F b);

    /// <summary>Both, bit by bit.</summary>
    static abstract F operator &(F a, F b);

    /// <summary>Either, bit by bit.</summary>
    static abstract F operator |(F a, F b);

    /// <summary>One but not both, bit by bit.</summary>
    static abstract F operator ^(F a, F b);

    /// <summary>Not, bit by bit.</summary>
    static abstract F operator ~(F a);

    /// <summary>Mask where the two are equal numbers.</summary>
    static abstract F Equal(F a, F b);

    /// <summary>a where the mask is set, b elsewhere.</summary>
    static abstract F Select(F mask, F a, F b);

    /// <summary>Whether the mask is set for any particle of the group.</summary>
    static abstract bool Any(F mask);

    /// <summary>Whether a equals b for every particle; false where a NaN takes part. Cheaper than a mask.</summary>
    static abstract bool AllEqual(F a, F b);

    /// <summary>Whether a is b or more for every particle; false where a NaN takes part.</summary>
    static abstract bool AllAtLeast(F a, F b);

    /// <summary>Whether a is b or less for every particle; false where a NaN takes part.</summary>
    static abstract bool AllAtMost(F a, F b);

    /// <summary>The mask as one bit per particle, the first particle lowest.</summary>
    static abstract uint MaskBits(F mask);

    /// <summary>A mask from one bit per particle, the first particle lowest.</summary>
    static abstract F FromMaskBits(uint bits);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract F MultiplyAdd(F a, F b, F c);

    /// <summary>Square root, exactly rounded.</summary>
    static abstract F Sqrt(F a);

    /// <summary>Absolute value.</summary>
    static abstract F Abs(F a);

    /// <summary>Largest whole number not above a.</summary>
    static abstract F Floor(F a);

    /// <summary>Nearest whole number, halves to even.</summary>
    static abstract F Round(F a);

    /// <summary>The smaller, or b where either is NaN.</summary>
    static abstract F Min(F a, F b);

    /// <summary>The larger, or b where either is NaN.</summary>
    static abstract F Max(F a, F b);

    /// <summary>The value of the first particle.</summary>
    static abstract double First(F a);

    /// <summary>Reads consecutive values, of any alignment.</summary>
    static abstract F Load(double* address);

    /// <summary>Writes consecutive values, of any alignment.</summary>
    static abstract void Store(F value, double* address);

    /// <summary>The same bits for every particle.</summary>
    static abstract F BroadcastBits(ulong bits);

    /// <summary>first, first + 1, … as 64-bit integers, one per particle.</summary>
    static abstract F CountFromBits(ulong first);

    /// <summary>Sum of 64-bit integers.</summary>
    static abstract F AddBits(F a, F b);

    /// <summary>Difference of 64-bit integers.</summary>
    static abstract F SubtractBits(F a, F b);

    /// <summary>Exclusive or of three, bit by bit.</summary>
    static abstract F Xor(F a, F b, F c);

    /// <summary>Bits moved up.</summary>
    static abstract F ShiftLeftBits(F a, int count);

    /// <summary>Bits moved down, zeros from above.</summary>
    static abstract F ShiftRightBits(F a, int count);

    /// <summary>Product of the low 32 bits of each, as a 64-bit integer.</summary>
    static abstract F Multiply32Bits(F a, F b);

    /// <summary>
    /// Two independent standard normal numbers per particle from the low 32 bits of two random words (Box–Muller in single precision).
    /// </summary>
    static abstract void Normals(F wordA, F wordB, out F x, out F y);

    /// <summary>The larger of a and the absolute value of b, where a is not negative; NaN is larger than any number. For a running maximum that is looked at once.</summary>
    internal static abstract F Farther(F a, F b);

    /// <summary>Turns words, as <see cref="DrawWords"/> leaves them, into what <see cref="Normals"/> gives for them.</summary>
    /// <param name="chunks">Pairs of 2 × <see cref="DrawnBlock.Chunk"/> first and as many second words; on return numbers of single precision.</param>
    /// <param name="count">Number of such pairs.</param>
    internal static abstract void NormalsFromWords(float* chunks, int count);

    /// <summary>The low 32 bits of one word of an even step and of the odd one after it.</summary>
    /// <param name="even">Word of the even step.</param>
    /// <param name="odd">Word of the odd step.</param>
    /// <param name="words">Receives those of the even step, and <see cref="DrawnBlock.Chunk"/> further on those of the odd one.</param>
    internal static abstract void DrawWords(F even, F odd, uint* words);

    /// <summary>Reads consecutive values of single precision, of any alignment.</summary>
    internal static abstract F LoadSingles(float* address);

    /// <summary>Reads consecutive integers of 32 bits into the low bits of each lane, with zeros above.</summary>
    internal static abstract F LoadWords(uint* address);

    /// <summary>Adds what an operation in single precision gives for several groups: a call, with the JIT's budget of inlining to itself.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="numbers">Numbers drawn for the block, of one pair of draws and one step.</param>
    /// <param name="index">Index in the block of the first group's first particle.</param>
    /// <param name="lat">Latitudes, one after the other, to be rounded to single precision.</param>
    /// <param name="a">An argument of the first group, to be multiplied by the factor of the operation and rounded to single precision.</param>
    /// <param name="b">An argument of the first group, to be multiplied by the factor of the operation and rounded to single precision.</param>
    /// <param name="x">Of the first group, what the first result is added to.</param>
    /// <param name="y">Of the first group, what the second result is added to.</param>
    /// <param name="stride">Bytes from what belongs to one group to the same of the next.</param>
    internal static abstract void AddInSingle<Op>(
        in Op operation, int groups, float* numbers, int index, double* lat, ref F a, ref F b, ref F x, ref F y, nint stride)
        where Op : struct, ISingleOperation;
}
