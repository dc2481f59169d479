using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>A horizontal velocity (u, v): an analytic flow, or two fields.</summary>
public sealed class VectorField
{
    private readonly FlowSampler? flow;
    private readonly FieldPair? pair;

    internal VectorField(Mesh mesh, FieldPair components)
    {
        Mesh = mesh;
        pair = components;
    }

    internal VectorField(Mesh mesh, FlowSampler flow)
    {
        Mesh = mesh;
        this.flow = flow;
    }

    /// <summary>Degrees on the sphere or metres on a plane.</summary>
    public Mesh Mesh { get; }

    /// <summary>The component to the east; null for an analytic flow.</summary>
    public Field? U => pair?.A;

    /// <summary>The component to the north; null for an analytic flow.</summary>
    public Field? V => pair?.B;

    /// <summary>The component upward; null where it was not asked for, and for an analytic flow.</summary>
    public Field? W => pair?.C;

    /// <summary>Whether the velocity is known as a formula.</summary>
    public bool IsAnalytic => flow is not null;

    /// <summary>The velocity at each position.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="error">Set to the number of a <see cref="FieldError"/> where there is no value and no earlier error.</param>
    /// <param name="u">Velocity to the east, m s-1.</param>
    /// <param name="v">Velocity to the north, m s-1.</param>
    public void Sample<F>(F time, F depth, F lat, F lon, ref F error, out F u, out F v) where F : struct, ILane<F>
    {
        var at = new SamplePoint<F> { Time = time, Depth = depth, Lat = lat, Lon = lon, Error = error };
        Sample(ref at);
        error = at.Error;
        u = at.A;
        v = at.B;
    }

    /// <summary>The velocity in units of the mesh: degrees per second at the latitude given, or metres per second.</summary>
    /// <inheritdoc cref="Sample{F}(F, F, F, F, ref F, out F, out F)"/>
    public void SampleOnMesh<F>(F time, F depth, F lat, F lon, ref F error, out F u, out F v) where F : struct, ILane<F>
    {
        var at = new SamplePoint<F> { Time = time, Depth = depth, Lat = lat, Lon = lon, Error = error };
        SampleOnMesh(ref at);
        error = at.Error;
        u = at.A;
        v = at.B;
    }

    /// <summary>The velocity at each position in m s-1, as A and B.</summary>
    /// <param name="at">Where; receives values and errors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sample<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (IsBeyondPole(ref at))
            SampleBeyondPole(ref at);
        else
            SampleBetweenPoles(ref at);
    }

    /// <summary>The velocity at each position in units of the mesh per second, as A and B.</summary>
    /// <param name="at">Where; receives values and errors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SampleOnMesh<F>(ref SamplePoint<F> at) where F : struct, ILane<F> => SampleOnMesh(ref at, 0, 1);

    /// <summary>The same for several groups of particles.</summary>
    /// <param name="first">Where the first group is; receives values and errors.</param>
    /// <param name="stride">Bytes from one group to the next.</param>
    /// <param name="groups">Number of groups.</param>
    internal void SampleOnMesh<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        bool isBetween = true;
        for (int g = 0; g < groups && Mesh == Mesh.Spherical; g++)
            isBetween &= !IsBeyondPole(ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
        if (pair is { IsOnMesh: true })
        {
            if (isBetween)
                pair.SampleOnGrid(ref first, stride, groups);
            else
                SampleOnMeshBeyondPole(pair, ref first, stride, groups);
            return;
        }

        if (isBetween && pair is not null)
        {
            pair.SampleOnGrid(ref first, stride, groups);
        }
        else
        {
            for (int g = 0; g < groups; g++)
                Sample(ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
        }

        if (Mesh == Mesh.Flat)
            return;
        for (int g = 0; g < groups; g++)
            ToDegrees(ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
    }

    /// <summary>The streamfunction ψ at a place, with u = −∂ψ/∂y and v = ∂ψ/∂x; null where the velocity is no <see cref="IStreamFlow"/>.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <returns>ψ in m2 s-1.</returns>
    public double? Streamfunction(double time, double lat, double lon) => flow?.Streamfunction(time, lat, lon);

    /// <summary>The shortest distance between neighbouring points of the grid in metres; null where there is no grid.</summary>
    public double? SmallestSpacing() => (U?.FirstGrid ?? V?.FirstGrid)?.SmallestSpacing();

    internal FieldPair? Pair => pair;

    /// <summary>Stages of a step lead beyond the poles, where neither a grid nor a formula is asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBeyondPole<F>(ref SamplePoint<F> at) where F : struct, ILane<F> => Mesh == Mesh.Spherical && !F.AllAtMost(F.Abs(at.Lat), 90.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SampleBetweenPoles<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (pair is not null)
            pair.Sample(ref at);
        else
            flow!.Sample(ref at);
    }

    // East and north of the place there are west and south of the meridian that leads to it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SampleBeyondPole<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        (F lon, F lat) = (at.Lon, at.Lat);
        F turned = Poles.Cross(ref at.Lon, ref at.Lat);
        SampleBetweenPoles(ref at);
        (at.Lon, at.Lat) = (lon, lat);
        at.A = F.Select(turned, -at.A, at.A);
        at.B = F.Select(turned, -at.B, at.B);
    }

    // Not by way of metres per second: those that are not beyond a pole keep the bits that they have without neighbours who are. In degrees of
    // longitude east is the same way on both sides.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SampleOnMeshBeyondPole<F>(FieldPair pair, ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            (F lon, F lat) = (at.Lon, at.Lat);
            F turned = Poles.Cross(ref at.Lon, ref at.Lat);
            pair.SampleOnGrid(ref at, 0, 1);
            (at.Lon, at.Lat) = (lon, lat);
            at.B = F.Select(turned, -at.B, at.B);
        }
    }

    // A call: four of them inlined would exceed the JIT's inlining budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ToDegrees<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        // At a pole itself, where no way leads east, only the motion along the meridian counts.
        F cos = LaneMath.CosDegrees(at.Lat);
        at.B *= 1.0 / Constants.MetresPerDegree;
        at.A = at.A * (1.0 / Constants.MetresPerDegree) / F.Select(F.Equal(cos, 0.0), double.PositiveInfinity, cos);
    }
}
