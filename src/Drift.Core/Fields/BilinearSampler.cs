using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// Bilinear interpolation in space at each snapshot, then linear in time, in double precision. The values are fetched
/// particle by particle — two short loads cost half of what gather instructions do — with the same operations in every lane type.
/// </summary>
internal static unsafe class BilinearSampler
{
    /// <summary>Both components of a vector field, stored side by side.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Pair<F>(float* before, float* after, double place, int columns, in Cell<F> cell, out F u, out F v)
        where F : struct, ILane<F>
    {
        double* u0 = stackalloc double[4 * F.Count];
        double* v0 = u0 + F.Count;
        double* x = v0 + F.Count;
        double* y = x + F.Count;
        Spill(cell, columns, u0, x, y);
        for (int lane = 0; lane < F.Count; lane++)
        {
            long node = 2 * ((long*)u0)[lane];
            Vector256<double> fy = Vector256.Create(y[lane]);
            Vector128<double> fx = Vector128.Create(x[lane]);
            Vector128<double> value = PairAt(before + node, columns, fx, fy);
            if (after != before)
                value = Vector128.FusedMultiplyAdd(Vector128.Create(place), PairAt(after + node, columns, fx, fy) - value, value);
            u0[lane] = value[0];
            v0[lane] = value[1];
        }

        u = F.Load(u0);
        v = F.Load(v0);
    }

    /// <summary>One scalar field.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Single<F>(float* before, float* after, double place, int columns, in Cell<F> cell)
        where F : struct, ILane<F>
    {
        double* values = stackalloc double[3 * F.Count];
        double* x = values + F.Count;
        double* y = x + F.Count;
        Spill(cell, columns, values, x, y);
        for (int lane = 0; lane < F.Count; lane++)
        {
            long node = ((long*)values)[lane];
            double value = SingleAt(before + node, columns, x[lane], y[lane]);
            if (after != before)
                value = Math.FusedMultiplyAdd(place, SingleAt(after + node, columns, x[lane], y[lane]) - value, value);
            values[lane] = value;
        }

        return F.Load(values);
    }

    /// <summary>Node numbers J·columns + I as 64-bit integers, and the fractions, where the loop over particles finds them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spill<F>(in Cell<F> cell, int columns, double* node, double* x, double* y) where F : struct, ILane<F>
    {
        // Adding 2⁵² leaves a whole number in the low bits: cheaper than a conversion of each.
        F number = F.MultiplyAdd(cell.J, (double)columns, cell.I) + 4503599627370496.0;
        F.Store(number & F.BroadcastBits(0x000FFFFFFFFFFFFF), node);
        F.Store(cell.X, x);
        F.Store(cell.Y, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> PairAt(float* node, int columns, Vector128<double> fx, Vector256<double> fy)
    {
        Vector256<double> lower = Widen(Vector128.Load(node));
        Vector256<double> upper = Widen(Vector128.Load(node + (2L * columns)));
        Vector256<double> sides = Vector256.FusedMultiplyAdd(fy, upper - lower, lower);
        Vector128<double> west = sides.GetLower();
        return Vector128.FusedMultiplyAdd(fx, sides.GetUpper() - west, west);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SingleAt(float* node, int columns, double fx, double fy)
    {
        double west = Math.FusedMultiplyAdd(fy, (double)node[columns] - node[0], node[0]);
        double east = Math.FusedMultiplyAdd(fy, (double)node[columns + 1] - node[1], node[1]);
        return Math.FusedMultiplyAdd(fx, east - west, west);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> v) =>
        Avx.IsSupported
            ? Avx.ConvertToVector256Double(v)
            : Vector256.Create(Vector128.WidenLower(v), Vector128.WidenUpper(v));
}
