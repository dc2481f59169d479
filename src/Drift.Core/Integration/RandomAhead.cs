using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Kernels;

namespace Drift.Core.Integration;

/// <summary>
/// Draws the random numbers of a whole block for two steps at once. In a loop of its own the chain of ten rounds of one group
/// overlaps with that of the next, and nothing of Philox counts against the JIT's budget for kernels.
/// </summary>
internal static unsafe class RandomAhead
{
    /// <summary>Draws all rows for an even step and the odd one after it.</summary>
    /// <param name="rows">Pairs of draws.</param>
    /// <param name="random">Seed, and either of the two steps.</param>
    /// <param name="block">The particles.</param>
    /// <param name="numbers">Receives the numbers, as <see cref="DrawnBlock"/> has them.</param>
    /// <param name="blockSize">Particles that there is room for.</param>
    public static void Draw<F>(ReadOnlySpan<DrawRow> rows, RandomStream random, in BlockColumns block, float* numbers, int blockSize)
        where F : struct, ILane<F>
    {
        var drawn = new DrawnBlock(numbers, blockSize, isOdd: false);
        for (int row = 0; row < rows.Length; row++)
        {
            Words<F>(rows[row], row, random, block, drawn);

            // In a loop of their own: the polynomials of one group overlap with those of the next.
            if (rows[row].Kind == DrawKind.Normals)
                F.NormalsFromWords(drawn.First(row, 0), (block.Count + DrawnBlock.Chunk - 1) / DrawnBlock.Chunk);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Words<F>(DrawRow draw, int row, RandomStream random, in BlockColumns block, DrawnBlock drawn) where F : struct, ILane<F>
    {
        ulong* keys = stackalloc ulong[Philox.RoundKeys];
        Philox.Schedule(random.Seed, new Span<ulong>(keys, Philox.RoundKeys));
        int at = 0;
        uint high = HighHalf(block, out bool isShared);
        uint step = (uint)(random.Step >> 1), address = ((uint)draw.Slot << 16) | draw.Pair;
        for (; isShared && at + F.Count < block.Count; at += 2 * F.Count)
        {
            // Two groups at once: the rounds of one are a chain, with room for another's in between.
            F w0 = Ids<F>(block, at), v0 = Ids<F>(block, at + F.Count);
            Philox.NeighbouringBlocks(
                keys, high, step, address, ref w0, out F w1, out F w2, out F w3, ref v0, out F v1, out F v2, out F v3);
            Keep(drawn.First(row, at), w0, w1, w2, w3);
            Keep(drawn.First(row, at + F.Count), v0, v1, v2, v3);
        }

        for (; at < block.Count; at += F.Count)
        {
            random.BlockWords(Ids<F>(block, at), draw.Slot, draw.Pair, out F w0, out F w1, out F w2, out F w3);
            Keep(drawn.First(row, at), w0, w1, w2, w3);
        }
    }

    /// <summary>The high 32 bits of the particles' numbers, if they are the same for all of the block.</summary>
    private static uint HighHalf(in BlockColumns block, out bool isShared)
    {
        ulong first = block.Particles.Ids == null ? block.Particles.FirstId : block.Particles.Ids[0];
        ulong differences = 0;
        if (block.Particles.Ids == null)
        {
            differences = first ^ (first + (ulong)block.Count - 1);
        }
        else
        {
            for (int i = 1; i < block.Count; i++)
                differences |= first ^ block.Particles.Ids[i];
        }

        isShared = differences >> 32 == 0;
        return (uint)(first >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<F>(float* numbers, F w0, F w1, F w2, F w3) where F : struct, ILane<F>
    {
        F.DrawWords(w0, w2, (uint*)numbers);
        F.DrawWords(w1, w3, (uint*)numbers + DrawnBlock.ToSecond);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Ids<F>(in BlockColumns block, int i) where F : struct, ILane<F> =>
        block.Particles.Ids == null ? F.CountFromBits(block.Particles.FirstId + (ulong)i) : F.Load((double*)block.Particles.Ids + i);
}
