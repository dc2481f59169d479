using System.Runtime.InteropServices;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>The smallest and the largest finite value of a coordinate, collected while its rows pass.</summary>
internal sealed class Extent
{
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;

    /// <summary>The smallest value; NaN where there was none.</summary>
    internal double Min => min <= max ? min : double.NaN;

    /// <summary>The largest value; NaN where there was none.</summary>
    internal double Max => min <= max ? max : double.NaN;

    /// <summary>Takes rows in.</summary>
    /// <param name="type">Float64 or Float32; other types are passed by.</param>
    /// <param name="values">The bytes of whole values.</param>
    internal void Add(NumberType type, ReadOnlySpan<byte> values)
    {
        if (type == NumberType.Float64)
        {
            (double low, double high) = (min, max);
            foreach (double value in MemoryMarshal.Cast<byte, double>(values))
            {
                if (value < low && double.IsFinite(value))
                    low = value;
                if (value > high && double.IsFinite(value))
                    high = value;
            }
            (min, max) = (low, high);
        }
        else if (type == NumberType.Float32)
        {
            foreach (float value in MemoryMarshal.Cast<byte, float>(values))
            {
                if (value < min && float.IsFinite(value))
                    min = value;
                if (value > max && float.IsFinite(value))
                    max = value;
            }
        }
    }
}
