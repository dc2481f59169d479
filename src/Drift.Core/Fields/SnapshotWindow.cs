using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// The snapshots of one field, or of two on the same grid, that are in memory: those that the present interval of time needs, held
/// once per node in planes of two snapshots, so that all the values a particle needs lie side by side.
/// When time moves on, the next snapshot takes the place of the older one; it was read ahead on another thread.
/// </summary>
internal sealed unsafe class SnapshotWindow : IDisposable
{
    /// <summary>Rounding of a time that is a start plus a step: a nanosecond, and two last places of large times.</summary>
    private const double Rounding = 1e-9;
    private const double RelativeRounding = 4.440892098500626e-16;

    private readonly ISnapshotSource[] components;
    private readonly INodeMemory memory;
    private readonly double[] times;
    private readonly SnapshotReader reader;
    private readonly List<SnapshotPlane> planes = [];

    /// <summary>The plane with snapshot n and the one after it (snapshot); null where they are not held together.</summary>
    private readonly SnapshotPlane?[] planeOf;

    /// <summary>Where the last look-up ended: only a hint, so that threads may write it as they like.</summary>
    private int recent;

    public SnapshotWindow(INodeMemory memory, params ISnapshotSource[] components)
    {
        this.components = components;
        this.memory = memory;
        Grid = components[0].Grid;
        Lines = Grid.Levels == 1 ? Grid as RectilinearGrid : null;
        Rows = Grid.Rows;
        times = [.. components[0].Times];
        planeOf = new SnapshotPlane?[Math.Max(times.Length, 1)];
        Columns = Grid.StoredColumns;
        reader = new SnapshotReader(components);
    }

    /// <summary>The grid of all components.</summary>
    public Grid Grid { get; }

    /// <summary>The grid where it is rectilinear and without levels, for the fast form of linear interpolation; else null.</summary>
    public RectilinearGrid? Lines { get; }

    /// <summary>Stored rows.</summary>
    public int Rows { get; }

    /// <summary>Nodes per stored row.</summary>
    public int Columns { get; }

    /// <summary>Number of components, 1 to 3.</summary>
    public int Components => components.Length;

    /// <summary>Snapshots of a plane: 1 for a field that has no more.</summary>
    public int SnapshotsPerPlane => times.Length > 1 ? 2 : 1;

    /// <summary>Values at each node of a plane.</summary>
    public int ValuesPerNode => SnapshotsPerPlane * Components;

    /// <summary>Memory of one plane in bytes; some floats beyond the end, since the last row is read in whole vectors.</summary>
    public long PlaneBytes => (((long)Grid.Levels * Rows * Columns * components.Length * SnapshotsPerPlane) + 8) * sizeof(float);

    /// <summary>Memory of one snapshot that is read ahead, in bytes.</summary>
    public long AheadBytes => times.Length > 2 ? (long)Grid.Levels * Rows * Grid.Columns * components.Length * sizeof(float) : 0;

    /// <summary>Times of the snapshots in seconds; empty where the field does not change.</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>The value that the first component has everywhere on its grid and always; NaN if it varies or is not loaded.</summary>
    public double UniformA { get; private set; } = double.NaN;

    /// <summary>The value that the second component has everywhere on its grid and always; NaN if it varies or is not loaded.</summary>
    public double UniformB { get; private set; } = double.NaN;

    /// <summary>Makes the snapshots for an interval of time present. Collective over the ranks of a node.</summary>
    /// <param name="from">Earlier time in seconds.</param>
    /// <param name="to">Later time in seconds.</param>
    /// <param name="ahead">What will be asked for after that, as the sign of time: the next snapshot there is read meanwhile; 0 for none.</param>
    /// <param name="until">The time at which nothing more will be asked for.</param>
    public void MoveTo(double from, double to, int ahead = 0, double until = double.NaN)
    {
        (int first, int last) = times.Length == 0 ? (0, 0) : (IndexAtOrBefore(from), IndexAtOrAfter(to));
        if (first == last)
        {
            if (HolderOf(first) is null)
                Load(PlaneFor(first, first, last), first);
        }

        for (int snapshot = first; snapshot < last; snapshot++)
        {
            if (planeOf[snapshot] is not null)
                continue;
            SnapshotPlane plane = PlaneFor(snapshot, first, last);
            Load(plane, snapshot);
            Load(plane, snapshot + 1);
        }

        int next = ahead > 0 ? last + 1 : first - 1;
        bool goesOn = times.Length > 1 && !(ahead > 0 ? times[last] >= until : times[first] <= until);
        if (ahead != 0 && goesOn && memory.Owner && (uint)next < (uint)times.Length && HolderOf(next) is null)
            reader.ReadAhead(next);
    }

    /// <summary>
    /// Where a time lies: in which plane, and where between its snapshots. At the time of a snapshot, or beside it by rounding, it is
    /// that snapshot alone: the end of a step is the next one's start for a kernel too, which adds dt in floating point.
    /// </summary>
    /// <returns>False if the time is outside the field's times.</returns>
    /// <exception cref="InvalidOperationException">The snapshots were not made present before.</exception>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool TryFind(double time, out SnapshotPlace place)
    {
        place = default;
        if (planes.Count == 0)
            ThrowNotHeld(time);
        if (times.Length == 0)
        {
            place = new SnapshotPlace(planes[0].Address, TimeOrder.OnlyFirst, 0);
            return true;
        }

        double slack = Rounding + (Math.Abs(time) * RelativeRounding);
        int k = recent;
        if ((uint)(k + 1) >= (uint)times.Length || !(time >= times[k] - slack && time < times[k + 1] - slack))
        {
            if (!(time >= times[0] - slack && time <= times[^1] + slack && double.IsFinite(time)))
            {
                place = new SnapshotPlace(planes[0].Address, TimeOrder.OnlyFirst, 0);
                return false;
            }

            recent = k = IndexAtOrBefore(time + slack);
        }

        bool between = time > times[k] + slack;
        SnapshotPlane? plane = between ? planeOf[k] : HolderOf(k);
        if (plane is null)
            ThrowNotHeld(time);
        int slot = SlotOf(k);
        place = between
            ? new SnapshotPlace(plane.Address, slot == 0 ? TimeOrder.FirstToSecond : TimeOrder.SecondToFirst, (time - times[k]) / (times[k + 1] - times[k]))
            : new SnapshotPlace(plane.Address, slot == 0 ? TimeOrder.OnlyFirst : TimeOrder.OnlySecond, 0);
        return true;
    }

    /// <summary>Puts the offsets of the cells' first nodes in a plane as the node of the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Address<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        F row = Grid.Levels > 1 ? F.MultiplyAdd(at.Cell.K, (double)Rows, at.Cell.J) : at.Cell.J;

        // Adding 2⁵² leaves a whole number in the low bits: cheaper than a conversion of each.
        F number = F.MultiplyAdd(row, (double)Columns * ValuesPerNode, at.Cell.I * ValuesPerNode) + 4503599627370496.0;
        at.Node = number & F.BroadcastBits(0x000FFFFFFFFFFFFF);
    }

    public void Dispose()
    {
        reader.Dispose();
        foreach (SnapshotPlane plane in planes)
            plane.Block.Dispose();
        planes.Clear();
        foreach (ISnapshotSource source in components)
            source.Dispose();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void ThrowNotHeld(double time) =>
        throw new InvalidOperationException($"the snapshots around {time} s are not in memory: FieldSet.MoveTo comes first");

    /// <summary>Even snapshots take the first place of a plane, odd ones the second: so the next one replaces the older one.</summary>
    private int SlotOf(int snapshot) => times.Length > 1 ? snapshot & 1 : 0;

    /// <summary>A plane with this snapshot, alone or with a neighbour.</summary>
    private SnapshotPlane? HolderOf(int snapshot)
    {
        foreach (SnapshotPlane plane in planes)
        {
            if (plane.Snapshots[SlotOf(snapshot)] == snapshot)
                return plane;
        }

        return null;
    }

    private int IndexAtOrBefore(double time)
    {
        int i = Array.BinarySearch(times, time);
        return Math.Clamp(i >= 0 ? i : ~i - 1, 0, times.Length - 1);
    }

    private int IndexAtOrAfter(double time)
    {
        int i = Array.BinarySearch(times, time);
        return Math.Clamp(i >= 0 ? i : ~i, 0, times.Length - 1);
    }

    /// <summary>The plane to hold a snapshot and the next: one that holds one of them already, else any that is not needed, else a new one.</summary>
    private SnapshotPlane PlaneFor(int snapshot, int first, int last)
    {
        SnapshotPlane? free = null;
        foreach (SnapshotPlane plane in planes)
        {
            bool isNeeded = Enumerable.Range(first, last - first).Any(s => ReferenceEquals(planeOf[s], plane));
            if (isNeeded)
                continue;
            if (plane.Snapshots.Contains(snapshot) || (last > first && plane.Snapshots.Contains(snapshot + 1)))
                return plane;
            free ??= plane;
        }

        if (free is null)
            planes.Add(free = new SnapshotPlane(memory.Allocate(PlaneBytes)));
        return free;
    }

    private void Load(SnapshotPlane plane, int snapshot)
    {
        int slot = SlotOf(snapshot);
        if (plane.Snapshots[slot] != snapshot)
        {
            plane.Snapshots[slot] = snapshot;

            // Nobody may still read what is overwritten, and nobody may read before it is complete.
            memory.Fence();
            if (memory.Owner)
                reader.Read(snapshot, plane.Address + (slot * Components), ValuesPerNode, Columns);
            memory.Fence();
        }

        // Afresh: a plane whose first snapshot was replaced may for a moment look like another one's pair.
        Array.Clear(planeOf);
        foreach (SnapshotPlane held in planes)
        {
            int[] pair = held.Snapshots;
            if (times.Length > 1 && pair[0] >= 0 && pair[1] >= 0 && Math.Abs(pair[0] - pair[1]) == 1)
                planeOf[Math.Min(pair[0], pair[1])] = held;
        }

        if (times.Length == 0)
            (UniformA, UniformB) = (FindUniformValue(plane.Address), Components > 1 ? FindUniformValue(plane.Address + 1) : double.NaN);
    }

    private double FindUniformValue(float* values)
    {
        long count = (long)Grid.Levels * Rows * Columns;
        for (long i = 1; i < count; i++)
        {
            if (values[i * Components] != values[0])
                return double.NaN;
        }

        return values[0];
    }
}
