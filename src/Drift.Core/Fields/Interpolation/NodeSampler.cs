using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// An interpolation behind one virtual call per group of lanes. The lane types are spelled out, because a virtual call of a generic
/// method costs more than a look-up.
/// </summary>
internal abstract class NodeSampler
{
    public abstract string Name { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Interpolate<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (typeof(F) == typeof(Lane8))
            Eight(place, window, ref Unsafe.As<SamplePoint<F>, SamplePoint<Lane8>>(ref at));
        else if (typeof(F) == typeof(Lane4))
            Four(place, window, ref Unsafe.As<SamplePoint<F>, SamplePoint<Lane4>>(ref at));
        else
            One(place, window, ref Unsafe.As<SamplePoint<F>, SamplePoint<Lane1>>(ref at));
    }

    protected abstract void One(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane1> at);

    protected abstract void Four(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane4> at);

    protected abstract void Eight(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane8> at);
}
