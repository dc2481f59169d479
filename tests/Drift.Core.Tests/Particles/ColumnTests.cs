using System.Runtime.CompilerServices;
using Drift.Core.Particles;
using Xunit;

namespace Drift.Core.Tests.Particles;

public class ColumnTests
{
    private static readonly Variable Number = new("x", NumberType.Float64, "m", "");

    [Theory]
    [InlineData(NumberType.Int8, 1)]
    [InlineData(NumberType.Int32, 4)]
    [InlineData(NumberType.Int64, 8)]
    [InlineData(NumberType.Float32, 4)]
    [InlineData(NumberType.Float64, 8)]
    public void A_column_is_aligned_zeroed_and_of_its_type(NumberType type, int size)
    {
        for (int count = 0; count < 20; count++)
        {
            using var column = new Column(Number with { Type = type }, count);
            Assert.Equal(0, column.Address % 64);
            Assert.Equal(count * size, column.Rows(0, count).Length);
            Assert.False(column.Rows(0, count).ContainsAnyExcept((byte)0));
        }
    }

    [Fact]
    public void Rows_beyond_the_end_and_other_types_are_refused()
    {
        using var column = new Column(Number, 3);
        Assert.Throws<InvalidOperationException>(() => column.AsSpan<int>().Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Rows(2, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Rows(-1, 1).Length);
        Assert.Equal(8, column.Rows(2, 1).Length);
    }

    [Fact]
    public void A_column_given_back_is_refused_not_read()
    {
        var column = new Column(Number, 3);
        column.Dispose();
        Assert.Throws<ObjectDisposedException>(() => column.AsSpan<double>().Length);
    }

    [Fact]
    public void A_span_keeps_its_values_when_nobody_holds_the_column_any_more()
    {
        Span<double> values = Filled();
        for (int i = 0; i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(0, new Column(Number, values.Length).AsSpan<double>()[0]);
        }

        Assert.False(values.ContainsAnyExcept(7.0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<double> Filled()
    {
        Span<double> values = new Column(Number, 1000).AsSpan<double>();
        values.Fill(7);
        return values;
    }
}
