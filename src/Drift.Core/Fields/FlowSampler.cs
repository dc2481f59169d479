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
    public void Sample<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        if (typeof(F) == typeof(Lane8))
        {
            Eight(As<F, Lane8>(time), As<F, Lane8>(depth), As<F, Lane8>(lat), As<F, Lane8>(lon), out Lane8 u8, out Lane8 v8);
            u = As<Lane8, F>(u8);
            v = As<Lane8, F>(v8);
        }
        else if (typeof(F) == typeof(Lane4))
        {
            Four(As<F, Lane4>(time), As<F, Lane4>(depth), As<F, Lane4>(lat), As<F, Lane4>(lon), out Lane4 u4, out Lane4 v4);
            u = As<Lane4, F>(u4);
            v = As<Lane4, F>(v4);
        }
        else
        {
            One(As<F, Lane1>(time), As<F, Lane1>(depth), As<F, Lane1>(lat), As<F, Lane1>(lon), out Lane1 u1, out Lane1 v1);
            u = As<Lane1, F>(u1);
            v = As<Lane1, F>(v1);
        }
    }

    protected abstract void One(Lane1 time, Lane1 depth, Lane1 lat, Lane1 lon, out Lane1 u, out Lane1 v);

    protected abstract void Four(Lane4 time, Lane4 depth, Lane4 lat, Lane4 lon, out Lane4 u, out Lane4 v);

    protected abstract void Eight(Lane8 time, Lane8 depth, Lane8 lat, Lane8 lon, out Lane8 u, out Lane8 v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo As<TFrom, TTo>(TFrom value)
        where TFrom : struct
        where TTo : struct => Unsafe.BitCast<TFrom, TTo>(value);
}

/// <summary>The sampler of one type of flow.</summary>
internal sealed class FlowSampler<T>(T flow) : FlowSampler where T : struct, IAnalyticFlow
{
    protected override void One(Lane1 time, Lane1 depth, Lane1 lat, Lane1 lon, out Lane1 u, out Lane1 v) =>
        flow.Velocity(time, depth, lat, lon, out u, out v);

    protected override void Four(Lane4 time, Lane4 depth, Lane4 lat, Lane4 lon, out Lane4 u, out Lane4 v) =>
        flow.Velocity(time, depth, lat, lon, out u, out v);

    protected override void Eight(Lane8 time, Lane8 depth, Lane8 lat, Lane8 lon, out Lane8 u, out Lane8 v) =>
        flow.Velocity(time, depth, lat, lon, out u, out v);
}
