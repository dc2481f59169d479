using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// The kernel that takes the particles of a group one after another through an <see cref="IParticleKernel"/>. It stands in a sum
/// like any other kernel, under the name of the inner one, and gives the same bits whatever the width of the group.
/// </summary>
/// <param name="inner">What happens to one particle.</param>
public unsafe struct OneByOne<K>(K inner) : IKernel
    where K : struct, IParticleKernel
{
    private K inner = inner;

    /// <inheritdoc/>
    public readonly string Name => inner.Name;

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => inner.Bind(binding);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
    {
        SingleParticle one = default;
        one.Variables = p.Columns.Variables;
        one.Stride = F.Count;
        for (int lane = 0; lane < F.Count; lane++)
        {
            // Not for those that have ended, nor for what fills up the last group of a block: nothing is expected of them.
            int index = p.Index + lane;
            if (index >= p.Columns.Count || p.Columns.Status[index] != (byte)ParticleStatus.Active)
                continue;
            one.Lon = p.Columns.Lon[index];
            one.Lat = p.Columns.Lat[index];
            one.Depth = p.Columns.Depth == null ? 0 : p.Columns.Depth[index];
            one.Time = At(ref p.Time, lane);
            one.Dt = At(ref p.Dt, lane);
            one.Id = (long)(p.Columns.Ids == null ? p.Columns.FirstId + (ulong)index : p.Columns.Ids[index]);
            one.Ended = At(ref p.At.Error, lane);
            one.DLon = At(ref p.DLon, lane);
            one.DLat = At(ref p.DLat, lane);
            one.DDepth = At(ref p.DDepth, lane);
            one.Index = index;
            one.Written = p.Written + lane;
            inner.Step(ref one, c);
            At(ref p.At.Error, lane) = one.Ended;
            p.At.HasError |= one.HasEnded;
            At(ref p.DLon, lane) = one.DLon;
            At(ref p.DLat, lane) = one.DLat;
            At(ref p.DDepth, lane) = one.DDepth;
        }
    }

    /// <summary>One particle's number in a group; the numbers of a lane type lie one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At<F>(ref F group, int lane) where F : struct, ILane<F> =>
        ref Unsafe.Add(ref Unsafe.As<F, double>(ref group), lane);
}

/// <summary>Makes kernels of what is written for one particle: <c>new AdvectionRk4() + OneByOne.Of(new Mortality())</c>.</summary>
public static class OneByOne
{
    /// <summary>The kernel that takes particles one by one.</summary>
    /// <param name="inner">What happens to one particle.</param>
    public static OneByOne<K> Of<K>(K inner) where K : struct, IParticleKernel => new(inner);

    /// <summary>The kernel of a boxed <see cref="IParticleKernel"/>.</summary>
    internal static IKernel OfBoxed(object inner) =>
        (IKernel)Activator.CreateInstance(typeof(OneByOne<>).MakeGenericType(inner.GetType()), inner)!;
}
