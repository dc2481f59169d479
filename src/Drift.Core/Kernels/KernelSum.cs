namespace Drift.Core.Kernels;

/// <summary>Adds kernels: <c>new AdvectionRk4() + new DiffusionUniformKh()</c>.</summary>
public static class KernelSum
{
    extension<A, B>(A)
        where A : struct, IKernel
        where B : struct, IKernel
    {
        /// <summary>Both kernels, in any order: displacements are added, so A + B equals B + A.</summary>
        public static Chain<A, B> operator +(A first, B second) => new(first, second);
    }
}
