using System.Runtime.CompilerServices;

namespace Drift.Core.Kernels;

/// <summary>A kernel as what it is, for a <see cref="IKernel.StepAll"/> of its own.</summary>
public static class KernelSelf
{
    /// <summary>The kernel that was handed to its own StepAll.</summary>
    /// <typeparam name="K">The type that StepAll is called for.</typeparam>
    /// <typeparam name="TSelf">The kernel's own type.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <exception cref="InvalidOperationException">They are not the same type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TSelf Of<K, TSelf>(ref K kernel)
        where K : struct, IKernel
        where TSelf : struct, IKernel
    {
        if (typeof(K) != typeof(TSelf))
            throw new InvalidOperationException($"StepAll of {typeof(TSelf).Name} was called for {typeof(K).Name}");
        return ref Unsafe.As<K, TSelf>(ref kernel);
    }
}
