using System.Runtime.CompilerServices;
using Drift.Core.Fields.Derived;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// Two fields that are always sampled together. Fields on the same grid and times are stored together, so that one look-up serves
/// both; others are sampled one after the other.
/// </summary>
public sealed class FieldPair
{
    /// <summary>Much more than distances from a middle are rounded by, for a coordinate of 1.</summary>
    private const double Rounding = 1e-14;
    private SnapshotWindow? window;
    private bool usesOwn;

    /// <summary>The pair that holds the first two fields already, where a third one was asked for later.</summary>
    private readonly FieldPair? firstTwo;

    /// <summary>Whether the third field is sampled by itself.</summary>
    private bool isThirdApart;
    private double reachLon, reachLat;

    /// <summary>How values come from the nodes, where that is not linear or not on a rectilinear grid without levels.</summary>
    private VelocityInterpolator? together;

    internal FieldPair(Field a, Field b, Field? third = null, DerivedPair? derived = null)
    {
        A = a;
        B = b;
        C = third;
        Derived = derived;

        // Components of different velocities are sampled each with its own partner.
        together = Partners.MayShare(a, b) ? a.VelocityInterpolator : null;
        Refresh();
    }

    /// <summary>Adds a third field to a pair that is used already.</summary>
    internal FieldPair(FieldPair firstTwo, Field third)
        : this(firstTwo.A, firstTwo.B, third)
    {
        this.firstTwo = firstTwo;
        isThirdApart = true;
    }

    /// <summary>The first field.</summary>
    public Field A { get; }

    /// <summary>The second field.</summary>
    public Field B { get; }

    /// <summary>The third field where there is one: the vertical velocity beside the horizontal one.</summary>
    internal Field? C { get; private set; }

    /// <summary>Whether the values of <see cref="SampleOnGrid{F}(ref SamplePoint{F}, int, int)"/> are in units of the mesh per second.</summary>
    internal bool IsOnMesh => together is { IsOnMesh: true } && A.Grid!.Mesh == Mesh.Spherical;

    /// <summary>Whether both have one value everywhere and always: known when the snapshots are present.</summary>
    internal bool IsUniform { get; private set; }

    /// <summary>Whether both are numbers.</summary>
    internal bool IsConstant => A.Source is null && A.Derivation is null && B.Source is null && B.Derivation is null && Derived is null;

    /// <summary>Whether neither field has an edge.</summary>
    internal bool IsEverywhere { get; private set; }

    /// <summary>The value of the first field where it is uniform.</summary>
    internal double UniformA { get; private set; }

    /// <summary>The value of the second field where it is uniform.</summary>
    internal double UniformB { get; private set; }

    internal SnapshotWindow? Window => window;

    /// <summary>The velocities through the faces of a C-grid, where both fields are such; else null.</summary>
    internal SnapshotWindow? Faces => together is VelocityInterpolator<CGridVelocity> ? window : null;

    /// <summary>How both come from other pairs; null where they do not.</summary>
    internal DerivedPair? Derived { get; }

    /// <summary>The values at each position.</summary>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down; not used by horizontal fields.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="error">Set to the number of a <see cref="FieldError"/> where there is no value and no earlier error.</param>
    /// <param name="a">Values of the first field in its unit; meaningless where there is an error.</param>
    /// <param name="b">Values of the second field in its unit; meaningless where there is an error.</param>
    /// <remarks>Accuracy: values are held in single precision and interpolated in double, bilinear in space, then linear in time.</remarks>
    public void Sample<F>(F time, F depth, F lat, F lon, ref F error, out F a, out F b) where F : struct, ILane<F>
    {
        var at = new SamplePoint<F> { Time = time, Depth = depth, Lat = lat, Lon = lon, Error = error };
        Sample(ref at);
        error = at.Error;
        a = at.A;
        b = at.B;
    }

    /// <summary>The values at each position, as A and B.</summary>
    /// <param name="at">Where; receives values and errors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sample<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        SampleOnGrid(ref at, 0, 1);
        if (IsOnMesh)
            ToMetres(ref at);
    }

    /// <summary>The middle of the area that both fields cover, in the longitude of their axes.</summary>
    internal double MiddleLon { get; private set; }

    /// <summary>The middle of the area that both fields cover.</summary>
    internal double MiddleLat { get; private set; }

    /// <summary>Whether positions that are no farther from the middle are inside both fields as their axes stand: false also where it takes a look-up to know.</summary>
    /// <param name="lon">Distances from <see cref="MiddleLon"/>.</param>
    /// <param name="lat">Distances from <see cref="MiddleLat"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool CoversWithin<F>(F lon, F lat) where F : struct, ILane<F> =>
        F.AllAtMost(lon, reachLon) && F.AllAtMost(lat, reachLat);

    /// <summary>Asks for the snapshots to be held from the next MoveTo on.</summary>
    internal void Use(SnapshotMemory memory)
    {
        if (window is not null || usesOwn)
            return;
        if (firstTwo is not null)
        {
            usesOwn = true;
            UseApart(C!, memory);
            return;
        }

        bool areAlike = A.Source is { } a && B.Source is { } b && !A.IsUsed && !B.IsUsed && SnapshotSources.ShareGridAndTimes(a, b) && A.Axis.IsSame(B.Axis)
            && A.Interpolator is null && B.Interpolator is null && A.VelocityInterpolator?.Name == B.VelocityInterpolator?.Name;
        if (!areAlike)
        {
            if (together is not null)
            {
                throw new DriftException(ExitCode.Preflight, new Problem(
                    $"fields {A.Name} and {B.Name}",
                    $"{A.Name} and {B.Name} are components of a velocity with {together.Name} interpolation, but not on one grid at the same times",
                    "give both from files with the same grid and times"));
            }

            usesOwn = true;
            A.Use(memory);
            B.Use(memory);
            if (C is not null)
                UseApart(C, memory);
            return;
        }

        bool hasThird = C?.Source is { } c && !C.IsUsed && SnapshotSources.ShareGridAndTimes(A.Source!, c) && A.Axis.IsSame(C.Axis) && C.Interpolator is null
            && C.VelocityInterpolator?.Name == together?.Name;
        window = hasThird ? memory.Window(A.Axis, A.Source!, B.Source!, C!.Source!) : memory.Window(A.Axis, A.Source!, B.Source!);
        if (window.Lines is null || hasThird)
            together ??= Interpolations.LinearTogether;
        A.UseFrom(this, 0, memory);
        B.UseFrom(this, 1, memory);
        if (hasThird)
            C!.UseFrom(this, 2, memory);
        else if (C is not null)
            UseApart(C, memory);
    }

    private void UseApart(Field third, SnapshotMemory memory)
    {
        isThirdApart = true;

        // What joins the components of a staggered grid leaves to a W that stands alone its own part: the column of the cell.
        if (third.VelocityInterpolator is { } joined)
            _ = joined.Name is "B-grid" or "C-grid" ? third.InterpolatedBy(new CellColumn()) : third.InterpolatedBy("linear");
        third.Use(memory);
    }

    /// <summary>Holds a third component beside the two, where they were asked for without it.</summary>
    internal void UseThird(Field third, SnapshotMemory memory)
    {
        if (C is not null || window is null || !SnapshotSources.ShareGridAndTimes(A.Source!, third.Source!))
            return;
        window.Dispose();
        window = memory.Window(A.Axis, A.Source!, B.Source!, third.Source!);
        together ??= Interpolations.LinearTogether;
        C = third;
        third.UseFrom(this, 2, memory);
    }

    /// <summary>Looks again whether the fields are uniform: after snapshots were loaded.</summary>
    internal void Refresh()
    {
        UniformA = A.Source is null ? A.ConstantValue : window is not null ? window.UniformA : A.Window?.UniformA ?? double.NaN;
        UniformB = B.Source is null ? B.ConstantValue : window is not null ? window.UniformB : B.Window?.UniformA ?? double.NaN;
        IsUniform = !double.IsNaN(UniformA) && !double.IsNaN(UniformB);
        IsEverywhere = A.Grid is null && B.Grid is null;
        (MiddleLon, reachLon) = MiddleAndReach(A.Grid, B.Grid, grid => grid.Lon);
        (MiddleLat, reachLat) = MiddleAndReach(A.Grid, B.Grid, grid => grid.Lat);
    }

    private static (double Middle, double Reach) MiddleAndReach(Grid? a, Grid? b, Func<RectilinearGrid, Axis> axis)
    {
        (double low, double high) = (double.MinValue, double.MaxValue);
        foreach (Grid? grid in (Grid?[])[a, b])
        {
            if (grid is RectilinearGrid lines)
                (low, high) = (Math.Max(low, axis(lines).Lowest), Math.Min(high, axis(lines).Highest));
            else if (grid is not null)
            {
                // It takes a look-up to know.
                return (0, -1);
            }
        }

        return (0.5 * (low + high), (0.5 * (high - low)) - (Rounding * Math.Max(Math.Abs(low), Math.Abs(high))));
    }

    /// <summary>The same for several groups of particles: all are located before the first value is fetched.</summary>
    /// <param name="first">Where the first group is; receives values and errors.</param>
    /// <param name="stride">Bytes from one group to the next.</param>
    /// <param name="groups">Number of groups.</param>
    /// <remarks>In units of the mesh per second where <see cref="IsOnMesh"/> says so. A third field is C.</remarks>
    internal void SampleOnGrid<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        if (Derived is not null)
        {
            Derived.Sample(ref first, stride, groups);
            return;
        }

        if (firstTwo is not null)
        {
            firstTwo.SampleOnGrid(ref first, stride, groups);
        }
        else if (window is not null && (IsOneTime(ref first, stride, groups) || (window.Axis.IsSteady && together is null)))
        {
            if (together is null)
                LinePair.Sample(window, ref first, stride, groups);
            else
                Together(window, together, ref first, stride, groups);
        }
        else
        {
            for (int g = 0; g < groups; g++)
            {
                ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
                if (window is null)
                    OneByOne(ref at);
                else if (together is not null || !LinePair.TryAtOwnTimes(window, ref at))
                    LaneByLane.Sample(this, ref at);
            }
        }

        if (isThirdApart)
            ThirdApart(ref first, stride, groups);
    }

    /// <summary>The values that this pair holds itself, for a single particle.</summary>
    internal void SampleHeld(ref SamplePoint<Lane1> at)
    {
        if (together is null)
            LinePair.Sample(window!, ref at, 0, 1);
        else
            Together(window!, together, ref at, 0, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThirdApart<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            (F a, F b) = (at.A, at.B);
            C!.Sample(ref at);
            at.C = at.A;
            (at.A, at.B) = (a, b);
        }
    }

    /// <summary>The same in the units of the fields, whatever they are stored in.</summary>
    /// <inheritdoc cref="SampleOnGrid{F}(ref SamplePoint{F}, int, int)"/>
    internal void SampleInMetres<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        SampleOnGrid(ref first, stride, groups);
        if (!IsOnMesh)
            return;
        for (int g = 0; g < groups; g++)
            ToMetres(ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
    }

    /// <summary>
    /// The values as A and B, and the derivatives of the first to the east and of the second to the north, per unit of the mesh: those of
    /// the interpolation itself.
    /// </summary>
    /// <param name="first">Where the first group is; receives values and errors.</param>
    /// <param name="slopeA">Receives the first group's derivative of the first field.</param>
    /// <param name="slopeB">Receives the first group's derivative of the second field.</param>
    /// <param name="stride">Bytes from one group to the next, of all three.</param>
    /// <param name="groups">Number of groups.</param>
    /// <returns>False, without an answer, where the two are not linear on one rectilinear grid without levels.</returns>
    internal bool TrySampleWithSlopes<F>(ref SamplePoint<F> first, ref F slopeA, ref F slopeB, int stride, int groups) where F : struct, ILane<F>
    {
        if (window?.Lines is not { } lines || together is not null || firstTwo is not null || Derived is not null || !IsOneTime(ref first, stride, groups))
            return false;
        LinePair.WithSlopes(window, lines, ref first, ref slopeA, ref slopeB, stride, groups);
        return true;
    }

    private static bool IsOneTime<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        F time = F.First(first.Time);
        for (int g = 0; g < groups; g++)
        {
            if (!F.AllEqual(Unsafe.AddByteOffset(ref first, (nint)g * stride).Time, time))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Together<F>(SnapshotWindow held, VelocityInterpolator interpolator, ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            SnapshotPlace place = GridSampler.Locate(held, A.Depths, ref at);
            interpolator.Interpolate(place, held, ref at);
        }
    }

    // A call, so that those who sample stay within the JIT's inlining budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ToMetres<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        at.A *= LaneMath.CosDegrees(at.Lat) * Constants.MetresPerDegree;
        at.B *= Constants.MetresPerDegree;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void OneByOne<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        // Whoever samples one field may leave anything in B.
        A.Sample(ref at);
        F a = at.A;
        B.Sample(ref at);
        at.B = at.A;
        at.A = a;
    }
}
