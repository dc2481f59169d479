using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>The interpolation of one field: its value as A.</summary>
internal abstract class Interpolator : NodeSampler
{
    public static Interpolator Of<T>(T interpolation) where T : struct, IInterpolation => new Interpolator<T>(interpolation);
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
