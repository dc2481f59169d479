using System.Runtime.CompilerServices;
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
    private double reachLon, reachLat;

    internal FieldPair(Field a, Field b)
    {
        A = a;
        B = b;
        Refresh();
    }

    /// <summary>The first field.</summary>
    public Field A { get; }

    /// <summary>The second field.</summary>
    public Field B { get; }

    /// <summary>Whether both have one value everywhere and always: known when the snapshots are present.</summary>
    internal bool IsUniform { get; private set; }

    /// <summary>Whether neither field has an edge.</summary>
    internal bool IsEverywhere { get; private set; }

    /// <summary>The value of the first field where it is uniform.</summary>
    internal double UniformA { get; private set; }

    /// <summary>The value of the second field where it is uniform.</summary>
    internal double UniformB { get; private set; }

    internal SnapshotWindow? Window => window;

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
    public void Sample<F>(ref SamplePoint<F> at) where F : struct, ILane<F> => Sample(ref at, 0, 1);

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
    internal void Use(INodeMemory memory)
    {
        if (window is not null)
            return;
        if (A.Source is { } a && B.Source is { } b && !A.IsUsed && !B.IsUsed && SnapshotSources.ShareGridAndTimes(a, b))
        {
            window = new SnapshotWindow(memory, a, b);
            A.UseFrom(this, 0);
            B.UseFrom(this, 1);
            return;
        }

        A.Use(memory);
        B.Use(memory);
    }

    /// <summary>Looks again whether the fields are uniform: after snapshots were loaded.</summary>
    internal void Refresh()
    {
        UniformA = A.Source is null ? A.ConstantValue : window is not null ? window.UniformA : A.Window?.UniformA ?? double.NaN;
        UniformB = B.Source is null ? B.ConstantValue : window is not null ? window.UniformB : B.Window?.UniformA ?? double.NaN;
        IsUniform = !double.IsNaN(UniformA) && !double.IsNaN(UniformB);
        IsEverywhere = A.Grid is null && B.Grid is null;
        (MiddleLon, reachLon) = MiddleAndReach(A.Grid?.Lon, B.Grid?.Lon);
        (MiddleLat, reachLat) = MiddleAndReach(A.Grid?.Lat, B.Grid?.Lat);
    }

    private static (double Middle, double Reach) MiddleAndReach(Axis? a, Axis? b)
    {
        double low = Math.Max(a?.Lowest ?? double.MinValue, b?.Lowest ?? double.MinValue);
        double high = Math.Min(a?.Highest ?? double.MaxValue, b?.Highest ?? double.MaxValue);
        return (0.5 * (low + high), (0.5 * (high - low)) - (Rounding * Math.Max(Math.Abs(low), Math.Abs(high))));
    }

    /// <summary>The same for several groups of particles: all are located before the first value is fetched.</summary>
    /// <param name="first">Where the first group is; receives values and errors.</param>
    /// <param name="stride">Bytes from one group to the next.</param>
    /// <param name="groups">Number of groups.</param>
    internal void Sample<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        if (window is not null && IsOneTime(ref first, stride, groups))
        {
            OnGrid(window, ref first, stride, groups);
            return;
        }

        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            if (window is not null)
                LaneByLane.Sample(this, ref at);
            else
                OneByOne(ref at);
        }
    }

    private static bool IsOneTime<F>(ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        F time = F.First(first.Time);
        for (int g = 0; g < groups; g++)
        {
            if (!F.AllEqual(Unsafe.AddByteOffset(ref first, (nint)g * stride).Time, time))
                return F.Count * groups == 1;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OnGrid<F>(SnapshotWindow held, ref SamplePoint<F> first, int stride, int groups) where F : struct, ILane<F>
    {
        bool isInTime = held.TryFind(F.First(first.Time), out SnapshotPlace place);
        for (int g = 0; g < groups; g++)
        {
            ref SamplePoint<F> at = ref Unsafe.AddByteOffset(ref first, (nint)g * stride);
            if (!held.Grid.TryLocateInside(at.Lon, at.Lat, out at.Cell))
                FieldErrors.Set(ref at, held.Grid.Locate(at.Lon, at.Lat, out at.Cell), FieldError.OutOfGrid);
            if (!isInTime)
                FieldErrors.Set(ref at, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
            NodeValues.Address(ref at.Cell, held.Columns, held.ValuesPerNode);
        }

        for (int g = 0; g < groups; g++)
            BilinearSampler.Pair(place, held, ref Unsafe.AddByteOffset(ref first, (nint)g * stride));
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
