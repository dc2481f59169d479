using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>Sums of both components.</summary>
internal sealed class PairSum(FieldPair[] pairs, double[] factorsA, double[] factorsB) : DerivedPair
{
    /// <summary>Groups whose sums are kept at once.</summary>
    private const int MostGroups = 8;

    public void Values<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g += MostGroups)
            Some(ref Unsafe.AddByteOffset(ref first, (nint)g * stride), stride, Math.Min(groups - g, MostGroups));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private unsafe void Some<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        const int alignment = 64;
        byte* memory = stackalloc byte[(2 * MostGroups * Unsafe.SizeOf<F>()) + alignment];
        ref F sums = ref Unsafe.AsRef<F>((void*)(((nint)memory + alignment - 1) & -alignment));
        for (int k = 0; k < pairs.Length; k++)
        {
            pairs[k].SampleInMetres(ref first, stride, groups);
            for (int g = 0; g < groups; g++)
            {
                ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
                ref F a = ref Unsafe.Add(ref sums, 2 * g);
                ref F b = ref Unsafe.Add(ref a, 1);
                a = k == 0 ? at.A * factorsA[0] : a + (at.A * factorsA[k]);
                b = k == 0 ? at.B * factorsB[0] : b + (at.B * factorsB[k]);
            }
        }

        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            at.A = Unsafe.Add(ref sums, 2 * g);
            at.B = Unsafe.Add(ref sums, (2 * g) + 1);
        }
    }

    /// <summary>The derivatives at each position, as A and B.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Slopes<F>(bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        F a = 0.0, b = 0.0;
        for (int k = 0; k < pairs.Length; k++)
        {
            PairSlopes.Find(pairs[k], isNorth, mesh, ref at);
            a += at.A * factorsA[k];
            b += at.B * factorsB[k];
        }

        (at.A, at.B) = (a, b);
    }
}
