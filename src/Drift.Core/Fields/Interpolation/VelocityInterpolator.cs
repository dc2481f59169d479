using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Interpolation;

/// <summary>The interpolation of a velocity: u as A, v as B, and w as C where the window has a third component.</summary>
internal abstract class VelocityInterpolator : NodeSampler
{
    /// <summary>Whether u and v are in units of the mesh per second.</summary>
    public abstract bool IsOnMesh { get; }

    public static VelocityInterpolator Of<T>(T interpolation) where T : struct, IVelocityInterpolation => new VelocityInterpolator<T>(interpolation);
}

/// <summary>The interpolator of one type of velocity interpolation.</summary>
internal sealed class VelocityInterpolator<T>(T interpolation) : VelocityInterpolator where T : struct, IVelocityInterpolation
{
    public override string Name => interpolation.Name;

    public override bool IsOnMesh => interpolation.IsOnMesh;

    protected override void One(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane1> at) => Velocity(place, window, ref at);

    protected override void Four(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane4> at) => Velocity(place, window, ref at);

    protected override void Eight(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<Lane8> at) => Velocity(place, window, ref at);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Velocity<F>(in SnapshotPlace place, SnapshotWindow window, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        var nodes = new NodeView<F>(place, window, ref at);
        interpolation.Horizontal(nodes, out at.A, out at.B);
        if (window.Components > 2)
            at.C = interpolation.Vertical(nodes);
    }
}
