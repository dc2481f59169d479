using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>
/// Two independent standard normal numbers from two 32-bit words, by Box &amp; Muller (1958), in single precision.
/// The radius uses u = (wordA ≫ 1)·2⁻³¹ + 2⁻³³, which is never 0, so the largest number is √(66 ln 2) = 6.76.
/// </summary>
internal static unsafe class NormalPair
{
    /// <summary>x = √(−2 ln u)·cos θ and y = √(−2 ln u)·sin θ with θ = 2π·wordB/2³².</summary>
    // Not inlined: with it a kernel's loop exceeds the JIT's inlining budget and loses most of its speed.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FromWords<G>(in G wordA, in G wordB, out G x, out G y) where G : struct, IFloatLane<G> =>
        BoxMuller(wordA, wordB, out x, out y);

    /// <summary>The same for many words: pairs of 2 × <see cref="DrawnBlock.Chunk"/> words A and as many words B are overwritten by x and y.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void InPlace<G>(float* chunks, int count) where G : struct, IFloatLane<G>
    {
        for (int chunk = 0; chunk < count; chunk++, chunks += 2 * DrawnBlock.ToSecond)
        {
            for (int i = 0; i < DrawnBlock.ToSecond; i += G.Count)
            {
                BoxMuller(G.Load(chunks + i), G.Load(chunks + i + DrawnBlock.ToSecond), out G x, out G y);
                G.Store(x, chunks + i);
                G.Store(y, chunks + i + DrawnBlock.ToSecond);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BoxMuller<G>(G wordA, G wordB, out G x, out G y) where G : struct, IFloatLane<G>
    {
        G u = G.MultiplyAdd(G.FromInteger(G.ShiftRightBits(wordA, 1)), 4.656612873077393e-10f, 1.1641532182693481e-10f);
        G radius = G.Sqrt(Log(u) * -2f);
        SinCosTurn(wordB, out G sin, out G cos);
        x = radius * cos;
        y = radius * sin;
    }

    /// <summary>
    /// Natural logarithm for 2⁻³³ ≤ u ≤ 1: u = 2ᵉ·(1 + f) with 1 + f in [√½, √2), then a polynomial in f of degree 9
    /// (minimax coefficients of Cephes logf, S. Moshier 1992). Never positive, so the root above is real.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static G Log<G>(G u) where G : struct, IFloatLane<G>
    {
        G shifted = G.SubtractBits(u, G.BroadcastBits(0x3F3504F3));
        G exponent = G.ShiftRightArithmeticBits(shifted, 23);
        G f = G.SubtractBits(u, G.ShiftLeftBits(exponent, 23)) - 1f;
        G e = G.FromInteger(exponent);
        G p = G.MultiplyAdd(f, 7.0376836292e-2f, -1.1514610310e-1f);
        p = G.MultiplyAdd(p, f, 1.1676998740e-1f);
        p = G.MultiplyAdd(p, f, -1.2420140846e-1f);
        p = G.MultiplyAdd(p, f, 1.4249322787e-1f);
        p = G.MultiplyAdd(p, f, -1.6668057665e-1f);
        p = G.MultiplyAdd(p, f, 2.0000714765e-1f);
        p = G.MultiplyAdd(p, f, -2.4999993993e-1f);
        p = G.MultiplyAdd(p, f, 3.3333331174e-1f);
        G square = f * f;
        G tail = G.MultiplyAdd(p * f, square, square * -0.5f);
        tail = G.MultiplyAdd(e, -2.12194440e-4f, tail);
        return G.MultiplyAdd(e, 0.693359375f, f + tail);
    }

    /// <summary>
    /// Sine and cosine of 2π·word/2³²: the two highest bits (after rounding) choose the quadrant, the rest is an angle
    /// in [−π/4, π/4) for which two short polynomials hold to 2⁻²⁴ (coefficients of Cephes sinf and cosf).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SinCosTurn<G>(G word, out G sin, out G cos) where G : struct, IFloatLane<G>
    {
        G rounded = G.AddBits(word, G.BroadcastBits(0x20000000));
        G rest = G.SubtractBits(word, rounded & G.BroadcastBits(unchecked((int)0xC0000000)));
        G a = G.FromInteger(rest) * 1.4629180792671596e-9f;
        G square = a * a;
        G s = G.MultiplyAdd(square, -1.9515295891e-4f, 8.3321608736e-3f);
        s = G.MultiplyAdd(s, square, -1.6666654611e-1f);
        s = G.MultiplyAdd(s * square, a, a);
        G c = G.MultiplyAdd(square, 2.443315711809948e-5f, -1.388731625493765e-3f);
        c = G.MultiplyAdd(c, square, 4.166664568298827e-2f);
        c = G.MultiplyAdd(c * square, square, G.MultiplyAdd(square, -0.5f, 1f));

        // Bit 30 of the quadrant swaps sine and cosine; bit 31 negates the sine, bits 30 xor 31 the cosine.
        G swap = G.ShiftRightArithmeticBits(G.ShiftLeftBits(rounded, 1), 31);
        G sign = G.BroadcastBits(int.MinValue);
        sin = G.Select(swap, c, s) ^ (rounded & sign);
        cos = G.Select(swap, s, c) ^ ((rounded ^ G.ShiftLeftBits(rounded, 1)) & sign);
    }
}
