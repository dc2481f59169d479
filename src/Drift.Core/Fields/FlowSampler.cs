using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>
/// An analytic flow behind one virtual call per group of lanes. The lane types are spelled out, because a virtual call of a
/// generic method costs as much as the flow itself.
/// </summary>
internal abstract class FlowSampler
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sample<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (typeof(F) == typeof(Lane8))
            Eight(ref Unsafe.As<SamplePoint<F>, SamplePoint<Lane8>>(ref at));
        else if (typeof(F) == typeof(Lane4))
            Four(ref Unsafe.As<SamplePoint<F>, SamplePoint<Lane4>>(ref at));
        else
            One(ref Unsafe.As<SamplePoint<F>, SamplePoint<Lane1>>(ref at));
    }

    /// <summary>The streamfunction in m2 s-1; null where the flow has none.</summary>
    public abstract double? Streamfunction(double time, double lat, double lon);

    protected abstract void One(ref SamplePoint<Lane1> at);

    protected abstract void Four(ref SamplePoint<Lane4> at);

    protected abstract void Eight(ref SamplePoint<Lane8> at);
}

/// <summary>The sampler of one type of flow.</summary>
internal sealed class FlowSampler<T>(T flow) : FlowSampler where T : struct, IAnalyticFlow
{
    public override double? Streamfunction(double time, double lat, double lon) =>
        flow is IStreamFlow stream ? (double)stream.Streamfunction<Lane1>(time, lat, lon) : null;

    protected override void One(ref SamplePoint<Lane1> at) => flow.Velocity(at.Time, at.Depth, at.Lat, at.Lon, out at.A, out at.B);

    protected override void Four(ref SamplePoint<Lane4> at) => flow.Velocity(at.Time, at.Depth, at.Lat, at.Lon, out at.A, out at.B);

    protected override void Eight(ref SamplePoint<Lane8> at) => flow.Velocity(at.Time, at.Depth, at.Lat, at.Lon, out at.A, out at.B);
}
