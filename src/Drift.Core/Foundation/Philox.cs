using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>
/// The counter-based random number generator Philox4x32-10 (Salmon, Moraes, Dror &amp; Shaw 2011, SC'11): a block of four
/// 32-bit words is a pure function of a 128-bit counter and a 64-bit key, so random numbers are addressed, not drawn.
/// </summary>
public static class Philox
{
    private const ulong MultiplierA = 0xD2511F53;
    private const ulong MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;

    /// <summary>One block per particle. Only the low 32 bits of each counter word are used, and only those of each result are defined.</summary>
    /// <param name="key">Low half in the low 32 bits.</param>
    /// <param name="c0">Counter word 0; on return word 0 of the block.</param>
    /// <param name="c1">Counter word 1; on return word 1.</param>
    /// <param name="c2">Counter word 2; on return word 2.</param>
    /// <param name="c3">Counter word 3; on return word 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block<F>(ulong key, ref F c0, ref F c1, ref F c2, ref F c3) where F : struct, ILane<F>
    {
        F a = F.BroadcastBits(MultiplierA);
        F b = F.BroadcastBits(MultiplierB);

        // What carries beyond bit 31 of a key or a counter is never multiplied, so it need not be cut off.
        F k0 = F.BroadcastBits((uint)key);
        F k1 = F.BroadcastBits(key >> 32);
        F weylA = F.BroadcastBits(WeylA);
        F weylB = F.BroadcastBits(WeylB);
        for (int round = 0; round < 10; round++)
        {
            F productA = F.Multiply32Bits(a, c0);
            F productB = F.Multiply32Bits(b, c2);
            c0 = F.Xor(F.ShiftRightBits(productB, 32), c1, k0);
            c2 = F.Xor(F.ShiftRightBits(productA, 32), c3, k1);
            c1 = productB;
            c3 = productA;
            k0 = F.AddBits(k0, weylA);
            k1 = F.AddBits(k1, weylB);
        }
    }

    /// <summary>Number of round keys.</summary>
    internal const int RoundKeys = 20;

    /// <summary>The keys of all rounds, two for each, for many blocks under one key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="keys">Room for <see cref="RoundKeys"/> values.</param>
    internal static void Schedule(ulong key, Span<ulong> keys)
    {
        for (int round = 0; round < RoundKeys / 2; round++)
        {
            keys[2 * round] = (uint)key + ((ulong)round * WeylA);
            keys[(2 * round) + 1] = (key >> 32) + ((ulong)round * WeylB);
        }
    }

    /// <summary>
    /// Two blocks as <see cref="Block"/> gives them, with a schedule of keys, whose counters differ in word 0 only. Then half of the
    /// products of the first two rounds are the same for all particles.
    /// </summary>
    /// <param name="keys">The keys of all rounds.</param>
    /// <param name="counter1">Counter word 1.</param>
    /// <param name="counter2">Counter word 2.</param>
    /// <param name="counter3">Counter word 3.</param>
    /// <param name="c0">Counter word 0 of one block; on return its word 0.</param>
    /// <param name="c1">Receives word 1.</param>
    /// <param name="c2">Receives word 2.</param>
    /// <param name="c3">Receives word 3.</param>
    /// <param name="d0">Counter word 0 of the other block; on return its word 0.</param>
    /// <param name="d1">Receives word 1.</param>
    /// <param name="d2">Receives word 2.</param>
    /// <param name="d3">Receives word 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void NeighbouringBlocks<F>(
        ulong* keys, uint counter1, uint counter2, uint counter3,
        ref F c0, out F c1, out F c2, out F c3, ref F d0, out F d1, out F d2, out F d3) where F : struct, ILane<F>
    {
        F a = F.BroadcastBits(MultiplierA);
        F b = F.BroadcastBits(MultiplierB);

        // Round 1: word 2 is the same for all.
        ulong sameB = MultiplierB * counter2;
        ulong same0 = (sameB >> 32) ^ counter1 ^ (uint)keys[0];
        F k1 = F.BroadcastBits(counter3 ^ keys[1]);
        (c3, d3) = (F.Multiply32Bits(a, c0), F.Multiply32Bits(a, d0));
        (c2, d2) = (F.ShiftRightBits(c3, 32) ^ k1, F.ShiftRightBits(d3, 32) ^ k1);

        // Round 2: word 0 is the same for all, and word 1.
        ulong sameA = MultiplierA * same0;
        (c1, d1) = (F.Multiply32Bits(b, c2), F.Multiply32Bits(b, d2));
        F k0 = F.BroadcastBits(sameB ^ keys[2]);
        k1 = F.BroadcastBits((sameA >> 32) ^ keys[3]);
        (c0, d0) = (F.ShiftRightBits(c1, 32) ^ k0, F.ShiftRightBits(d1, 32) ^ k0);
        (c2, d2) = (c3 ^ k1, d3 ^ k1);

        // Round 3: word 3 is the same for all.
        c3 = d3 = F.BroadcastBits(sameA);
        for (ulong* k = keys + 4; k < keys + RoundKeys; k += 2)
        {
            (k0, k1) = (F.BroadcastBits(k[0]), F.BroadcastBits(k[1]));
            F cA = F.Multiply32Bits(a, c0), dA = F.Multiply32Bits(a, d0);
            F cB = F.Multiply32Bits(b, c2), dB = F.Multiply32Bits(b, d2);
            c0 = F.Xor(F.ShiftRightBits(cB, 32), c1, k0);
            d0 = F.Xor(F.ShiftRightBits(dB, 32), d1, k0);
            c2 = F.Xor(F.ShiftRightBits(cA, 32), c3, k1);
            d2 = F.Xor(F.ShiftRightBits(dA, 32), d3, k1);
            (c1, c3) = (cB, cA);
            (d1, d3) = (dB, dA);
        }
    }
}
