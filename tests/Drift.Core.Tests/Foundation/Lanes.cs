using Drift.Core.Foundation;

namespace Drift.Core.Tests.Foundation;

/// <summary>Something computed in lanes, to be computed in each lane type.</summary>
internal interface ILaneFunction
{
    F Apply<F>(F a, F b, F c) where F : struct, ILane<F>;
}

/// <summary>Runs a lane function over arrays (value), in the lane type of a given width.</summary>
internal static unsafe class Lanes
{
    /// <summary>The widths of all lane types.</summary>
    public static readonly int[] Widths = [1, 4, 8];

    /// <param name="width">1, 4 or 8.</param>
    /// <param name="function">The function.</param>
    /// <param name="a">First argument; its length is a multiple of 8.</param>
    /// <param name="b">Second argument; zeros if left out.</param>
    /// <param name="c">Third argument; zeros if left out.</param>
    public static double[] Run<T>(int width, T function, double[] a, double[]? b = null, double[]? c = null) where T : struct, ILaneFunction
    {
        b ??= new double[a.Length];
        c ??= new double[a.Length];
        return width switch
        {
            1 => Run<T, Lane1>(function, a, b, c),
            4 => Run<T, Lane4>(function, a, b, c),
            _ => Run<T, Lane8>(function, a, b, c),
        };
    }

    /// <summary>Whether two results are the same bits; one NaN is as good as another.</summary>
    public static bool Same(double x, double y) =>
        BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    private static double[] Run<T, F>(T function, double[] a, double[] b, double[] c)
        where T : struct, ILaneFunction
        where F : struct, ILane<F>
    {
        double[] results = new double[a.Length];
        fixed (double* pa = a, pb = b, pc = c, pr = results)
        {
            for (int i = 0; i < a.Length; i += F.Count)
                F.Store(function.Apply(F.Load(pa + i), F.Load(pb + i), F.Load(pc + i)), pr + i);
        }

        return results;
    }
}
