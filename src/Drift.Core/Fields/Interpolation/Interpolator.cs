using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// An interpolation behind one virtual call per group of lanes. The lane types are spelled out, because a virtual call of a generic
/// method costs more than a look-up.
/// </summary>
internal abstract class Interpolator
{
    public abstract string Name { get; }

    public static Interpolator Of<T>(T interpolation) where T : struct, IInterpolation => new Interpolator<T>(interpolation);

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

/// <summary>The interpolator of one type of interpolation.</summary>
internal sealed class Interpolator<T>(T interpolation) : Interpolator where T : struct, IInterpolation
{
    public override string Name => interpolation.Name;

    protected override void One(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane1> at) => Value(place, window, ref at);

    protected override void Four(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane4> at) => Value(place, window, ref at);

    protected override void Eight(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane8> at) => Value(place, window, ref at);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Value<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        var nodes = new NodeView<F>(place, window, ref at);
        at.A = interpolation.Interpolate(nodes);
    }
}
