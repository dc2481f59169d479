using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// The values that are stored at each node, interpolated to where particles are: first between rows, then between columns, each with
/// one fused multiply-add.
/// </summary>
internal static unsafe class NodeValues
{
    /// <summary>One value per node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F OfOne<F>(float* values, int columns, ref Cell<F> cell) where F : struct, ILane<F>
    {
        Addresses(ref cell, out long* offset, out double* x, out double* y);
        for (int lane = 0; lane < F.Count; lane++)
        {
            float* node = values + offset[lane];
            double west = Math.FusedMultiplyAdd(y[lane], (double)node[columns] - node[0], node[0]);
            double east = Math.FusedMultiplyAdd(y[lane], (double)node[columns + 1] - node[1], node[1]);
            x[lane] = Math.FusedMultiplyAdd(x[lane], east - west, west);
        }

        return F.Load(x);
    }

    /// <summary>Two values per node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfTwo<F>(float* values, int columns, ref Cell<F> cell, out F a, out F b) where F : struct, ILane<F>
    {
        Addresses(ref cell, out long* offset, out double* x, out double* y);
        float* above = values + (2L * columns);
        if (typeof(F) == typeof(Lane8))
        {
            Vector128<double> r0 = Two(values, above, offset[0], x[0], y[0]), r1 = Two(values, above, offset[1], x[1], y[1]);
            Vector128<double> r2 = Two(values, above, offset[2], x[2], y[2]), r3 = Two(values, above, offset[3], x[3], y[3]);
            Vector128<double> r4 = Two(values, above, offset[4], x[4], y[4]), r5 = Two(values, above, offset[5], x[5], y[5]);
            Vector128<double> r6 = Two(values, above, offset[6], x[6], y[6]), r7 = Two(values, above, offset[7], x[7], y[7]);
            a = As<F>(Join(Join(Firsts(r0, r1), Firsts(r2, r3)), Join(Firsts(r4, r5), Firsts(r6, r7))));
            b = As<F>(Join(Join(Seconds(r0, r1), Seconds(r2, r3)), Join(Seconds(r4, r5), Seconds(r6, r7))));
        }
        else if (typeof(F) == typeof(Lane4))
        {
            Vector128<double> r0 = Two(values, above, offset[0], x[0], y[0]), r1 = Two(values, above, offset[1], x[1], y[1]);
            Vector128<double> r2 = Two(values, above, offset[2], x[2], y[2]), r3 = Two(values, above, offset[3], x[3], y[3]);
            a = As<F>(Join(Firsts(r0, r1), Firsts(r2, r3)));
            b = As<F>(Join(Seconds(r0, r1), Seconds(r2, r3)));
        }
        else
        {
            Vector128<double> r = Two(values, above, offset[0], x[0], y[0]);
            a = r[0];
            b = r[1];
        }
    }

    /// <summary>Four values per node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfFour<F>(float* values, int columns, ref Cell<F> cell, out F a, out F b, out F c, out F d) where F : struct, ILane<F> =>
        Each<F, FourValues>(values, columns, ref cell, out a, out b, out c, out d);

    /// <summary>Two values per node, and the slope of the first across the columns and of the second across the rows, per cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfTwoWithSlopes<F>(float* values, int columns, ref Cell<F> cell, out F a, out F b, out F slopeA, out F slopeB) where F : struct, ILane<F> =>
        Each<F, TwoWithSlopes>(values, columns, ref cell, out a, out b, out slopeA, out slopeB);

    /// <summary>
    /// The slopes of four values per node, which are two of the first and second component each: of the first component across the columns,
    /// of the second across the rows, per cell.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SlopesOfFour<F>(float* values, int columns, ref Cell<F> cell, out F a, out F b, out F c, out F d) where F : struct, ILane<F> =>
        Each<F, SlopesOfFourValues>(values, columns, ref cell, out a, out b, out c, out d);

    /// <summary>Four results for each particle, from the corners of its cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Each<F, TResults>(float* values, int columns, ref Cell<F> cell, out F a, out F b, out F c, out F d)
        where F : struct, ILane<F>
        where TResults : struct, IFourResults
    {
        Addresses(ref cell, out long* offset, out double* x, out double* y);
        float* above = values + ((long)TResults.ValuesPerNode * columns);
        if (typeof(F) == typeof(Lane8))
        {
            Transpose(
                TResults.At(values, above, offset[0], x[0], y[0]), TResults.At(values, above, offset[1], x[1], y[1]),
                TResults.At(values, above, offset[2], x[2], y[2]), TResults.At(values, above, offset[3], x[3], y[3]),
                out Vector256<double> a0, out Vector256<double> b0, out Vector256<double> c0, out Vector256<double> d0);
            Transpose(
                TResults.At(values, above, offset[4], x[4], y[4]), TResults.At(values, above, offset[5], x[5], y[5]),
                TResults.At(values, above, offset[6], x[6], y[6]), TResults.At(values, above, offset[7], x[7], y[7]),
                out Vector256<double> a1, out Vector256<double> b1, out Vector256<double> c1, out Vector256<double> d1);
            a = As<F>(Join(a0, a1));
            b = As<F>(Join(b0, b1));
            c = As<F>(Join(c0, c1));
            d = As<F>(Join(d0, d1));
        }
        else if (typeof(F) == typeof(Lane4))
        {
            Transpose(
                TResults.At(values, above, offset[0], x[0], y[0]), TResults.At(values, above, offset[1], x[1], y[1]),
                TResults.At(values, above, offset[2], x[2], y[2]), TResults.At(values, above, offset[3], x[3], y[3]),
                out Vector256<double> a0, out Vector256<double> b0, out Vector256<double> c0, out Vector256<double> d0);
            a = As<F>(a0);
            b = As<F>(b0);
            c = As<F>(c0);
            d = As<F>(d0);
        }
        else
        {
            Vector256<double> r = TResults.At(values, above, offset[0], x[0], y[0]);
            (a, b, c, d) = (r[0], r[1], r[2], r[3]);
        }
    }

    /// <summary>The four values of one node, not interpolated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtNode<F>(float* node, long* offset, out F a, out F b, out F c, out F d) where F : struct, ILane<F>
    {
        if (typeof(F) == typeof(Lane8))
        {
            Transpose(
                Widen(Vector128.Load(node + offset[0])), Widen(Vector128.Load(node + offset[1])), Widen(Vector128.Load(node + offset[2])), Widen(Vector128.Load(node + offset[3])),
                out Vector256<double> a0, out Vector256<double> b0, out Vector256<double> c0, out Vector256<double> d0);
            Transpose(
                Widen(Vector128.Load(node + offset[4])), Widen(Vector128.Load(node + offset[5])), Widen(Vector128.Load(node + offset[6])), Widen(Vector128.Load(node + offset[7])),
                out Vector256<double> a1, out Vector256<double> b1, out Vector256<double> c1, out Vector256<double> d1);
            a = As<F>(Vector512.Create(a0, a1));
            b = As<F>(Vector512.Create(b0, b1));
            c = As<F>(Vector512.Create(c0, c1));
            d = As<F>(Vector512.Create(d0, d1));
        }
        else if (typeof(F) == typeof(Lane4))
        {
            Transpose(
                Widen(Vector128.Load(node + offset[0])), Widen(Vector128.Load(node + offset[1])), Widen(Vector128.Load(node + offset[2])), Widen(Vector128.Load(node + offset[3])),
                out Vector256<double> a0, out Vector256<double> b0, out Vector256<double> c0, out Vector256<double> d0);
            a = As<F>(a0);
            b = As<F>(b0);
            c = As<F>(c0);
            d = As<F>(d0);
        }
        else
        {
            node += offset[0];
            (a, b, c, d) = ((double)node[0], (double)node[1], (double)node[2], (double)node[3]);
        }
    }

    /// <summary>Puts the offsets of the cells' first nodes in the place of I, as 64-bit integers: what the others go by.</summary>
    /// <param name="cell">Cells as a grid has located them.</param>
    /// <param name="columns">Nodes per stored row.</param>
    /// <param name="perNode">Values per node.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Address<F>(ref Cell<F> cell, int columns, int perNode) where F : struct, ILane<F>
    {
        // Adding 2⁵² leaves a whole number in the low bits: cheaper than a conversion of each.
        F number = F.MultiplyAdd(cell.J, (double)columns * perNode, cell.I * perNode) + 4503599627370496.0;
        cell.I = number & F.BroadcastBits(0x000FFFFFFFFFFFFF);
    }

    /// <summary>Where the code for each particle finds offsets and fractions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Addresses<F>(ref Cell<F> cell, out long* offset, out double* x, out double* y) where F : struct, ILane<F>
    {
        // The group lies on the stack, or aligned in the memory of the loop: the collector does not move it.
        offset = (long*)Unsafe.AsPointer(ref cell.I);
        x = (double*)Unsafe.AsPointer(ref cell.X);
        y = (double*)Unsafe.AsPointer(ref cell.Y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Two(float* below, float* above, long offset, double fx, double fy)
    {
        Vector256<double> lower = Widen(Vector128.Load(below + offset));
        Vector256<double> upper = Widen(Vector128.Load(above + offset));
        Vector256<double> sides = Vector256.FusedMultiplyAdd(Vector256.Create(fy), upper - lower, lower);
        Vector128<double> west = sides.GetLower();
        return Vector128.FusedMultiplyAdd(Vector128.Create(fx), sides.GetUpper() - west, west);
    }

    /// <summary>What is made of the corners of one particle's cell.</summary>
    private interface IFourResults
    {
        static abstract int ValuesPerNode { get; }

        static abstract Vector256<double> At(float* below, float* above, long offset, double fx, double fy);
    }

    private readonly struct FourValues : IFourResults
    {
        public static int ValuesPerNode => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> At(float* below, float* above, long offset, double fx, double fy)
        {
            Vector256<double> y = Vector256.Create(fy);
            Vector256<double> southWest = Widen(Vector128.Load(below + offset));
            Vector256<double> southEast = Widen(Vector128.Load(below + offset + 4));
            Vector256<double> west = Vector256.FusedMultiplyAdd(y, Widen(Vector128.Load(above + offset)) - southWest, southWest);
            Vector256<double> east = Vector256.FusedMultiplyAdd(y, Widen(Vector128.Load(above + offset + 4)) - southEast, southEast);
            return Vector256.FusedMultiplyAdd(Vector256.Create(fx), east - west, west);
        }
    }

    private readonly struct TwoWithSlopes : IFourResults
    {
        public static int ValuesPerNode => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> At(float* below, float* above, long offset, double fx, double fy)
        {
            Vector256<double> lower = Widen(Vector128.Load(below + offset));
            Vector256<double> rise = Widen(Vector128.Load(above + offset)) - lower;
            Vector256<double> sides = Vector256.FusedMultiplyAdd(Vector256.Create(fy), rise, lower);
            Vector128<double> west = sides.GetLower(), across = sides.GetUpper() - west, westRise = rise.GetLower(), x = Vector128.Create(fx);
            Vector128<double> value = Vector128.FusedMultiplyAdd(x, across, west);
            Vector128<double> up = Vector128.FusedMultiplyAdd(x, rise.GetUpper() - westRise, westRise);
            return Join(value, Vector128.Create(across[0], up[1]));
        }
    }

    private readonly struct SlopesOfFourValues : IFourResults
    {
        public static int ValuesPerNode => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> At(float* below, float* above, long offset, double fx, double fy)
        {
            Vector256<double> southWest = Widen(Vector128.Load(below + offset)), southEast = Widen(Vector128.Load(below + offset + 4));
            Vector256<double> westRise = Widen(Vector128.Load(above + offset)) - southWest, eastRise = Widen(Vector128.Load(above + offset + 4)) - southEast;
            Vector256<double> y = Vector256.Create(fy);
            Vector256<double> west = Vector256.FusedMultiplyAdd(y, westRise, southWest), east = Vector256.FusedMultiplyAdd(y, eastRise, southEast);
            Vector256<double> up = Vector256.FusedMultiplyAdd(Vector256.Create(fx), eastRise - westRise, westRise);
            return Vector256.ConditionalSelect(Vector256.Create(-1L, 0, -1, 0).AsDouble(), east - west, up);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(Vector128<float> v) =>
        Avx.IsSupported
            ? Avx.ConvertToVector256Double(v)
            : Vector256.Create(Vector128.WidenLower(v), Vector128.WidenUpper(v));

    // Create begins with a vector that was never set, which the JIT reads from the stack.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Join(Vector128<double> low, Vector128<double> high) =>
        Avx.IsSupported ? Avx.InsertVector128(low.ToVector256Unsafe(), high, 1) : Vector256.Create(low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Join(Vector256<double> low, Vector256<double> high) =>
        Avx512F.IsSupported ? Avx512F.InsertVector256(low.ToVector512Unsafe(), high, 1) : Vector512.Create(low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Firsts(Vector128<double> r, Vector128<double> s) =>
        Sse2.IsSupported ? Sse2.UnpackLow(r, s) : Vector128.Create(r[0], s[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Seconds(Vector128<double> r, Vector128<double> s) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(r, s) : Vector128.Create(r[1], s[1]);

    /// <summary>Four particles with four values each become four values of four particles each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<double> p, Vector256<double> q, Vector256<double> r, Vector256<double> s,
        out Vector256<double> a, out Vector256<double> b, out Vector256<double> c, out Vector256<double> d)
    {
        if (Avx.IsSupported)
        {
            Vector256<double> ac0 = Avx.UnpackLow(p, q), bd0 = Avx.UnpackHigh(p, q);
            Vector256<double> ac1 = Avx.UnpackLow(r, s), bd1 = Avx.UnpackHigh(r, s);
            a = Avx.Permute2x128(ac0, ac1, 0x20);
            b = Avx.Permute2x128(bd0, bd1, 0x20);
            c = Avx.Permute2x128(ac0, ac1, 0x31);
            d = Avx.Permute2x128(bd0, bd1, 0x31);
        }
        else
        {
            a = Vector256.Create(p[0], q[0], r[0], s[0]);
            b = Vector256.Create(p[1], q[1], r[1], s[1]);
            c = Vector256.Create(p[2], q[2], r[2], s[2]);
            d = Vector256.Create(p[3], q[3], r[3], s[3]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F As<F>(Vector512<double> v) where F : struct => Unsafe.BitCast<Vector512<double>, F>(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F As<F>(Vector256<double> v) where F : struct => Unsafe.BitCast<Vector256<double>, F>(v);
}
