using System.Runtime.CompilerServices;

namespace Drift.Core.Foundation;

/// <summary>
/// The addressing of random numbers. Key: the realisation's 64-bit seed. Counter: (id low, id high, step ≫ 1,
/// slot ≪ 16 | block), where id is the particle's index within its realisation and slot belongs to one kernel.
/// Words 2·(step &amp; 1) and 2·(step &amp; 1) + 1 of block b are the 32-bit draws 2b and 2b + 1: one block serves two steps.
/// Nothing else enters, so draws do not depend on ranks, threads, deletions or the output interval.
/// </summary>
/// <param name="Seed">Seed of the realisation.</param>
/// <param name="Step">Number of the step on the run's dt grid.</param>
public readonly record struct RandomStream(ulong Seed, long Step)
{
    /// <summary>The draws 2·<paramref name="block"/> and 2·<paramref name="block"/> + 1, in the low 32 bits of each lane.</summary>
    /// <param name="id">Index of each particle within its realisation, as 64-bit integers.</param>
    /// <param name="slot">Slot of the kernel; 0 is release.</param>
    /// <param name="block">Pair of draws within the step, 0 … 65535.</param>
    /// <param name="first">Draw 2·block.</param>
    /// <param name="second">Draw 2·block + 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Words<F>(F id, ushort slot, ushort block, out F first, out F second) where F : struct, ILane<F>
    {
        BlockWords(id, slot, block, out F w0, out F w1, out F w2, out F w3);
        bool odd = (Step & 1) != 0;
        first = odd ? w2 : w0;
        second = odd ? w3 : w1;
    }

    /// <summary>The whole block of Philox: two words for the even step and two for the odd one after it, in the low 32 bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BlockWords<F>(F id, ushort slot, ushort block, out F w0, out F w1, out F w2, out F w3) where F : struct, ILane<F>
    {
        // The first word is the low half of the id, and the id itself will do.
        w0 = id;
        w1 = F.ShiftRightBits(id, 32);
        w2 = F.BroadcastBits((uint)(Step >> 1));
        w3 = F.BroadcastBits(((uint)slot << 16) | block);
        Philox.Block(Seed, ref w0, ref w1, ref w2, ref w3);
    }

    /// <summary>Two independent standard normal numbers per particle, from one pair of draws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Normals<F>(F id, ushort slot, ushort block, out F x, out F y) where F : struct, ILane<F>
    {
        Words(id, slot, block, out F a, out F b);
        F.Normals(a, b, out x, out y);
    }

    /// <summary>Two independent numbers per particle, uniform in (−1, 1), symmetric and never 0, from one pair of draws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SymmetricUniforms<F>(F id, ushort slot, ushort block, out F x, out F y) where F : struct, ILane<F>
    {
        Words(id, slot, block, out F a, out F b);
        x = Symmetric(a);
        y = Symmetric(b);
    }

    /// <summary>Two independent numbers per particle, uniform in (0, 1), from one pair of draws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Uniforms<F>(F id, ushort slot, ushort block, out F x, out F y) where F : struct, ILane<F>
    {
        SymmetricUniforms(id, slot, block, out F a, out F b);
        x = F.MultiplyAdd(a, 0.5, 0.5);
        y = F.MultiplyAdd(b, 0.5, 0.5);
    }

    /// <summary>(word + ½)·2⁻³¹ − 1, exact: the word becomes the mantissa of 2⁵² + word. There a half is below the last bit, so it waits for a second step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Symmetric<F>(F word) where F : struct, ILane<F>
    {
        F biased = (word & F.BroadcastBits(0xFFFFFFFF)) | F.BroadcastBits(0x4330000000000000);
        return (biased - 4503599627370496.0 - 2147483647.5) * 4.656612873077393e-10;
    }
}
