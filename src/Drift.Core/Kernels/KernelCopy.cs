using System.Runtime.CompilerServices;

namespace Drift.Core.Kernels;

/// <summary>Copies the struct in a box.</summary>
internal static class KernelCopy
{
    public static IKernel Of(IKernel kernel) => (IKernel)RuntimeHelpers.GetObjectValue(kernel)!;
}
