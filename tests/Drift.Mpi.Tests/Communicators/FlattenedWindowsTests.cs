using CsCheck;
using Drift.Mpi.Communicators;
using Xunit;

namespace Drift.Mpi.Tests.Communicators;

public sealed class FlattenedWindowsTests
{
    [Fact]
    public void Windows_carry_every_byte_of_every_rank_once_and_in_order() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 12], Gen.Int[1, 8], Gen.Int[1, 40]).Sample((counts, size, window) =>
        {
            var windows = new FlattenedWindows(counts, size, window);
            byte[] serial = [.. Enumerable.Range(0, (int)windows.Total).Select(i => (byte)i)];
            byte[] gathered = new byte[serial.Length];
            int[] sent = new int[counts.Length];
            int[] displacements = new int[counts.Length];
            int moved = 0;
            for (int call = 0; call < windows.Calls; call++)
            {
                windows.Parts(call, sent, displacements);
                for (int rank = 0; rank < counts.Length; rank++)
                {
                    (long from, int count) = windows.Part(call, rank);
                    Assert.Equal(sent[rank], count);
                    Assert.True(count > 0 || from == 0, "an empty part has an offset");
                    int before = counts[..rank].Sum() * size;
                    serial.AsSpan(before + (int)from, count).CopyTo(gathered.AsSpan((call * window) + displacements[rank]));
                    moved += count;
                }
            }
            Assert.Equal(serial.Length, moved);
            Assert.Equal(serial, gathered);
        });

    [Fact]
    public void More_bytes_than_a_C_integer_counts_are_cut_into_counts_that_it_does()
    {
        int[] counts = [int.MaxValue / 2, 3, int.MaxValue / 2];
        var windows = new FlattenedWindows(counts, 8, 1 << 30);
        Assert.Equal(8L * (int.MaxValue - 1L + 3), windows.Total);
        int[] sent = new int[3];
        int[] displacements = new int[3];
        long moved = 0;
        for (int call = 0; call < windows.Calls; call++)
        {
            windows.Parts(call, sent, displacements);
            Assert.All(sent, n => Assert.InRange(n, 0, 1 << 30));
            Assert.All(displacements, d => Assert.InRange(d, 0, 1 << 30));
            moved += sent.Sum(n => (long)n);
        }
        Assert.Equal(windows.Total, moved);
    }

    [Fact]
    public void Nothing_to_gather_is_still_one_call_in_which_all_take_part() =>
        Assert.Equal(1, new FlattenedWindows([0, 0, 0], 8, 1 << 30).Calls);
}
