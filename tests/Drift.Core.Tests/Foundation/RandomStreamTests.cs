using System.Globalization;
using CsCheck;
using Drift.Core.Foundation;
using Xunit;

namespace Drift.Core.Tests.Foundation;

public class RandomStreamTests
{
    private enum Draw
    {
        First,
        Second,
        NormalX,
        NormalY,
        SymmetricX,
        SymmetricY,
        UniformX,
        UniformY,
    }

    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x0000000000000000, "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF, "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0x299F31D0A4093822, "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_known_answers_of_its_authors(uint c0, uint c1, uint c2, uint c3, ulong key, string expected)
    {
        Assert.Equal(expected, Block<Lane1>(c0, c1, c2, c3, key));
        Assert.Equal(expected, Block<Lane4>(c0, c1, c2, c3, key));
        Assert.Equal(expected, Block<Lane8>(c0, c1, c2, c3, key));
        Assert.Equal(expected, string.Join(' ', PlainPhilox.Block(c0, c1, c2, c3, key).Select(w => w.ToString("x8"))));
    }

    [Fact]
    public void Draws_are_addressed_by_seed_particle_step_slot_and_pair() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Long[0, 1L << 33], Gen.UShort, Gen.UShort).Sample((seed, id, step, slot, pair) =>
        {
            foreach (int width in Lanes.Widths)
            {
                var (first, second) = (Draws(width, Draw.First, seed, id, step, slot, pair), Draws(width, Draw.Second, seed, id, step, slot, pair));
                for (int lane = 0; lane < width; lane++)
                {
                    ulong particle = id + (ulong)lane;
                    uint[] block = PlainPhilox.Block((uint)particle, (uint)(particle >> 32), (uint)(step >> 1), ((uint)slot << 16) | pair, seed);
                    int word = (int)(2 * (step & 1));
                    Assert.Equal((block[word], block[word + 1]), ((uint)BitConverter.DoubleToUInt64Bits(first[lane]), (uint)BitConverter.DoubleToUInt64Bits(second[lane])));
                }
            }
        });

    [Fact]
    public void Uniform_and_normal_numbers_are_the_same_bits_in_every_lane_type() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Long[0, 1L << 33], Gen.UShort, Gen.UShort).Sample((seed, id, step, slot, pair) =>
        {
            foreach (Draw draw in Enum.GetValues<Draw>().Except([Draw.First, Draw.Second]))
            {
                double[] eight = Draws(8, draw, seed, id, step, slot, pair);
                Assert.Equal(eight[..4], Draws(4, draw, seed, id, step, slot, pair)[..4]);
                for (int lane = 0; lane < 8; lane++)
                    Assert.Equal(eight[lane], Draws(1, draw, seed, id + (ulong)lane, step, slot, pair)[0]);
            }
        }, iter: 2000);

    // Written once, after the addressing had passed the comparison with the plain implementation above: runs must stay repeatable.
    [Theory]
    [InlineData(0UL, 0UL, 0L, 1, 0, "e6073e71 917b936f -0.42061513662338257 -0.19244010746479034 0.7970960668753833 0.1365837377961725 0.8985480334376916 0.5682918688980862")]
    [InlineData(12345UL, 7UL, 3L, 0x0A0B, 2, "928e5636 255d7dbe 0.6423128843307495 0.8384353518486023 0.14496877347119153 -0.7080843753647059 0.5724843867355958 0.14595781231764704")]
    [InlineData(ulong.MaxValue, 5_000_000_000UL, 1_000_001L, 0xFFFF, 65535, "66b09412 7140c411 -1.2640663385391235 0.4786086976528168 -0.19773625466041267 -0.11521100183017552 0.40113187266979367 0.44239449908491224")]
    public void A_draw_once_published_never_changes(ulong seed, ulong id, long step, int slot, int pair, string golden)
    {
        var draws = Enum.GetValues<Draw>().Select(draw => Draws(1, draw, seed, id, step, (ushort)slot, (ushort)pair)[0])
            .Select((value, draw) => draw < 2 ? ((uint)BitConverter.DoubleToUInt64Bits(value)).ToString("x8") : value.ToString("R", CultureInfo.InvariantCulture));
        Assert.Equal(golden, string.Join(' ', draws));
    }

    [Fact]
    public void Uniform_numbers_are_symmetric_and_never_0_nor_at_the_ends()
    {
        // Words whose counter is not known are made by hand: the conversion alone is looked at.
        uint[] words = [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];
        double[] expected = [-1 + Math.ScaleB(1, -32), -1 + Math.ScaleB(3, -32), -Math.ScaleB(1, -32), Math.ScaleB(1, -32), 1 - Math.ScaleB(3, -32), 1 - Math.ScaleB(1, -32)];
        Assert.Equal(expected, words.Select(w => ((w + 0.5) * Math.ScaleB(1, -31)) - 1));
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Long[0, 1000]).Sample((seed, id, step) =>
        {
            double[] word = Draws(1, Draw.First, seed, id, step, 1, 0), x = Draws(1, Draw.SymmetricX, seed, id, step, 1, 0), u = Draws(1, Draw.UniformX, seed, id, step, 1, 0);
            Assert.Equal((((uint)BitConverter.DoubleToUInt64Bits(word[0]) + 0.5) * Math.ScaleB(1, -31)) - 1, x[0]);
            Assert.Equal(((uint)BitConverter.DoubleToUInt64Bits(word[0]) + 0.5) * Math.ScaleB(1, -32), u[0]);
        });
    }

    private static string Block<F>(uint c0, uint c1, uint c2, uint c3, ulong key) where F : struct, ILane<F>
    {
        // Rubbish in the high halves must not matter.
        const ulong rubbish = 0xDEADBEEF00000000;
        F w0 = F.BroadcastBits(c0 | rubbish), w1 = F.BroadcastBits(c1 | rubbish), w2 = F.BroadcastBits(c2 | rubbish), w3 = F.BroadcastBits(c3 | rubbish);
        Philox.Block(key, ref w0, ref w1, ref w2, ref w3);
        return string.Join(' ', new[] { w0, w1, w2, w3 }.Select(w => ((uint)BitConverter.DoubleToUInt64Bits(F.First(w))).ToString("x8")));
    }

    private static double[] Draws(int width, Draw draw, ulong seed, ulong id, long step, ushort slot, ushort pair) =>
        Lanes.Run(width, new Drawing(draw, new RandomStream(seed, step), id, slot, pair), new double[8]);

    private readonly record struct Drawing(Draw Draw, RandomStream Stream, ulong Id, ushort Slot, ushort Pair) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F ids = F.CountFromBits(Id);
            F x, y;
            switch (Draw)
            {
                case Draw.First or Draw.Second: Stream.Words(ids, Slot, Pair, out x, out y); break;
                case Draw.NormalX or Draw.NormalY: Stream.Normals(ids, Slot, Pair, out x, out y); break;
                case Draw.SymmetricX or Draw.SymmetricY: Stream.SymmetricUniforms(ids, Slot, Pair, out x, out y); break;
                default: Stream.Uniforms(ids, Slot, Pair, out x, out y); break;
            }

            return ((int)Draw & 1) == 0 ? x : y;
        }
    }
}
