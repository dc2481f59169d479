using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Xunit;

namespace Drift.Core.Tests.Integration;

/// <summary>Numbers that are drawn ahead for a block are those that the addresses say, whatever the lanes.</summary>
public unsafe class DrawnBlockTests
{
    private const int BlockSize = 64;
    private const int Particles = 3 * DrawnBlock.Chunk;
    private static readonly DrawRow[] Rows = [new(17, 0, DrawKind.Normals), new(17, 1, DrawKind.Words), new(99, 3, DrawKind.Normals)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12345)]
    public void Numbers_drawn_ahead_are_those_of_the_stream(long step)
    {
        // Numbers of particles whose high halves are the same, and some of which go beyond 32 bits within the block.
        foreach (ulong firstId in (ulong[])[5, 0x7_0000_0123, 0xFFFF_FFFE])
        {
            Check<Lane1>(step, 61, firstId);
            Check<Lane4>(step, 61, firstId);
            Check<Lane8>(step, 61, firstId);
            Check<Lane8>(step, 1, firstId);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1_000_000_007)]
    public void Numbers_of_gathered_particles_are_those_of_the_stream(ulong apart)
    {
        ulong* ids = stackalloc ulong[BlockSize + 8];
        for (int i = 0; i < BlockSize + 8; i++)
            ids[i] = 12 + ((ulong)(i ^ 5) * apart);
        Check<Lane1>(4, 61, 0, ids);
        Check<Lane4>(4, 61, 0, ids);
        Check<Lane8>(4, 61, 0, ids);
    }

    [Fact]
    public void An_operation_in_single_precision_gives_the_same_bits_in_every_lane_type()
    {
        float* numbers = stackalloc float[DrawnBlock.PerParticle * Particles];
        for (int i = 0; i < DrawnBlock.PerParticle * Particles; i++)
            numbers[i] = (0.37f * i) - 5.1f;
        double[] a = [.. Enumerable.Range(0, Particles).Select(i => -80.0 + (6.7 * i))];
        double[] one = Added<Lane1>(numbers, a), four = Added<Lane4>(numbers, a), eight = Added<Lane8>(numbers, a);
        Assert.Equal(one, four);
        Assert.Equal(one, eight);
        Assert.Equal(2 * Particles, one.Distinct().Count());

        // A step of 100 m to the north is that many degrees more, up to single precision; the drift is a second term.
        for (int i = 0; i < Particles; i++)
            Assert.Equal(1 + (100 * numbers[DrawnBlock.Offset(i) + DrawnBlock.ToSecond] / 111_120), one[(2 * i) + 1], 1e-6);
    }

    private static double[] Added<F>(float* numbers, double[] lat) where F : struct, ILane<F>
    {
        double[] results = new double[2 * Particles];
        double* x = stackalloc double[Particles];
        double* y = stackalloc double[Particles];
        var step = new RandomStep<NormalNumbers> { ArgumentFactor = 10.0, IsOwnVariance = true, IsSpherical = true, HasDrift = true };
        fixed (double* positions = lat)
        {
            // Three groups of the widest lanes: two at once, and one more.
            const int stride = 64;
            byte* memory = stackalloc byte[(4 * Particles * stride) + stride];
            for (int g = 0; g < Particles / F.Count; g++)
            {
                F.Store(1e3, Place(memory, 0, g));
                F.Store(1e3, Place(memory, 1, g));
                F.Store(1.0, Place(memory, 2, g));
                F.Store(1.0, Place(memory, 3, g));
            }

            F.AddInSingle(
                step, Particles / F.Count, numbers, 0, positions, ref Unsafe.AsRef<F>(Place(memory, 0, 0)), ref Unsafe.AsRef<F>(Place(memory, 1, 0)),
                ref Unsafe.AsRef<F>(Place(memory, 2, 0)), ref Unsafe.AsRef<F>(Place(memory, 3, 0)), 4 * stride);
            for (int g = 0; g < Particles / F.Count; g++)
            {
                F.Store(F.Load(Place(memory, 2, g)), x + (g * F.Count));
                F.Store(F.Load(Place(memory, 3, g)), y + (g * F.Count));
            }

            static double* Place(byte* memory, int what, int group) => (double*)(memory + (((4 * group) + what) * stride));
        }

        for (int i = 0; i < Particles; i++)
            (results[2 * i], results[(2 * i) + 1]) = (x[i], y[i]);
        return results;
    }

    private static void Check<F>(long step, int count, ulong firstId, ulong* ids = null) where F : struct, ILane<F>
    {
        const ulong seed = 0xFEDCBA9876543210;
        float* numbers = stackalloc float[Rows.Length * BlockSize * DrawnBlock.PerParticle];
        var block = default(BlockColumns);
        block.Particles.Count = count;
        block.Particles.FirstId = firstId;
        block.Particles.Ids = ids;
        RandomAhead.Draw<F>(Rows, new RandomStream(seed, step), block, numbers, BlockSize);
        for (int odd = 0; odd < 2; odd++)
        {
            var stream = new RandomStream(seed, (step & ~1L) + odd);
            var context = new StepContext(stream, 0, 1, Mesh.Flat) { Drawn = new DrawnBlock(numbers, BlockSize, odd == 1) };
            for (int i = 0; i < count; i++)
            {
                var id = Lane1.BroadcastBits(ids == null ? firstId + (ulong)i : ids[i]);
                new NormalDraws(0).Read(i, context, 0, out Lane1 x, out Lane1 y);
                stream.Normals(id, 17, 0, out Lane1 expectedX, out Lane1 expectedY);
                Assert.Equal(((double)expectedX, (double)expectedY), ((double)x, (double)y));
                new NormalDraws(1).Read(i, context, 1, out x, out y);
                stream.Normals(id, 99, 3, out expectedX, out expectedY);
                Assert.Equal(((double)expectedX, (double)expectedY), ((double)x, (double)y));
                new UniformDraws(1).Read(i, context, 0, out Lane1 a, out Lane1 b);
                stream.Words(id, 17, 1, out Lane1 wordA, out Lane1 wordB);
                Assert.Equal(Low(wordA), BitConverter.DoubleToUInt64Bits(a));
                Assert.Equal(Low(wordB), BitConverter.DoubleToUInt64Bits(b));
            }
        }
    }

    private static ulong Low(Lane1 word) => BitConverter.DoubleToUInt64Bits(word) & 0xFFFFFFFF;
}
