using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// A horizontal velocity (u, v): an analytic flow, or two fields. Two fields on the same grid and times are stored
/// together, so that one look-up serves both components.
/// </summary>
public sealed unsafe class VectorField
{
    private readonly FlowSampler? flow;
    private SnapshotWindow? window;
    private bool isUsed;

    internal VectorField(Mesh mesh, Field u, Field v)
    {
        Mesh = mesh;
        U = u;
        V = v;
    }

    internal VectorField(Mesh mesh, FlowSampler flow)
    {
        Mesh = mesh;
        this.flow = flow;
    }

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    public Mesh Mesh { get; }

    /// <summary>The component to the east; null for an analytic flow.</summary>
    public Field? U { get; }

    /// <summary>The component to the north; null for an analytic flow.</summary>
    public Field? V { get; }

    /// <summary>Whether the velocity is known as a formula.</summary>
    public bool IsAnalytic => flow is not null;

    internal SnapshotWindow? Window => window;

    /// <summary>The velocity at each position, in m s-1.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down; not used by a horizontal field.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="error">Set to the number of a <see cref="FieldError"/> where there is no value and no earlier error.</param>
    /// <param name="u">Velocity to the east, m s-1.</param>
    /// <param name="v">Velocity to the north, m s-1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sample<F>(F time, F depth, F lat, F lon, ref F error, out F u, out F v) where F : struct, ILane<F>
    {
        if (window is not null)
        {
            OnGrid(window, time, lat, lon, ref error, out u, out v);
        }
        else if (flow is not null)
        {
            flow.Sample(time, depth, lat, lon, out u, out v);
        }
        else
        {
            u = U!.Sample(time, depth, lat, lon, ref error);
            v = V!.Sample(time, depth, lat, lon, ref error);
        }
    }

    /// <summary>The velocity in units of the mesh: degrees per second at the latitude given, or metres per second.</summary>
    /// <inheritdoc cref="Sample{F}"/>
    // A call, so that a kernel of many stages stays within the JIT's inlining budget: inlined, it loses four fifths of its speed.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void SampleOnMesh<F>(F time, F depth, F lat, F lon, ref F error, out F u, out F v) where F : struct, ILane<F>
    {
        Sample(time, depth, lat, lon, ref error, out u, out v);
        if (Mesh == Mesh.Spherical)
        {
            v *= 1.0 / Constants.MetresPerDegree;
            u = u * (1.0 / Constants.MetresPerDegree) / LaneMath.CosDegrees(lat);
        }
    }

    /// <summary>The shortest distance between neighbouring points of the grid in metres; null where there is no grid.</summary>
    public double? SmallestSpacing() => (U?.Source ?? V?.Source)?.Grid.SmallestSpacing();

    /// <summary>Asks for the snapshots to be held from the next MoveTo on.</summary>
    internal void Use(INodeMemory memory)
    {
        if (isUsed || flow is not null)
            return;
        isUsed = true;
        if (U!.Source is { } u && V!.Source is { } v && SnapshotSources.ShareGridAndTimes(u, v))
        {
            window = new SnapshotWindow(memory, u, v);
            return;
        }

        U.Use(memory);
        V!.Use(memory);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void OnGrid<F>(SnapshotWindow held, F time, F lat, F lon, ref F error, out F u, out F v) where F : struct, ILane<F>
    {
        F first = F.First(time);
        if (F.Count > 1 && F.Any(~F.Equal(time, first)))
        {
            LaneByLane.Sample(this, time, lat, lon, ref error, out u, out v);
            return;
        }

        F outside = held.Grid.Locate(lon, lat, out Cell<F> cell);
        FieldErrors.Set(ref error, outside, FieldError.OutOfGrid);
        if (!held.Around(F.First(time), out float* before, out float* after, out double place))
            FieldErrors.Set(ref error, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
        BilinearSampler.Pair(before, after, place, held.Columns, cell, out u, out v);
    }
}
