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
    private readonly ISnapshotSource[] components;
    private readonly INodeMemory memory;
    private readonly HeldBox box;
    private readonly TimeAxis axis;
    private readonly SnapshotReader reader;
    private readonly List<SnapshotPlane> planes = [];

    /// <summary>The plane with a snapshot and the one after it, by <see cref="TimeAxis.IdOf"/>; null where they are not held together.</summary>
    private readonly SnapshotPlane?[] planeOf;

    /// <summary>What is held at present, and what comes after that: for holding another part of the grid.</summary>
    private (double From, double To, int Ahead, double Until) present;

    /// <summary>Where the last look-up ended: only a hint, so that threads may write it as they like.</summary>
    private int recent;

    /// <summary>The times that are looked up: of all snapshots, or where they repeat of those that the present interval needs.</summary>
    private TimeStretch? stretch;

    public SnapshotWindow(INodeMemory memory, params ISnapshotSource[] components)
        : this(memory, new TimeAxis(components[0].Times), components, long.MaxValue)
    {
    }

    /// <param name="memory">Memory of the node.</param>
    /// <param name="axis">Times of the snapshots.</param>
    /// <param name="components">Sources of the components, on one grid.</param>
    /// <param name="wholeUpTo">Grids that take no more bytes are held whole, however few particles there are.</param>
    public SnapshotWindow(INodeMemory memory, TimeAxis axis, ISnapshotSource[] components, long wholeUpTo = long.MaxValue)
    {
        this.axis = axis;
        this.components = components;
        this.memory = memory;
        Grid = components[0].Grid;
        Lines = Grid.Levels == 1 ? Grid as RectilinearGrid : null;
        planeOf = new SnapshotPlane?[axis.Ids];
        box = new HeldBox(Grid, (long)Grid.Levels * ValuesPerNode * sizeof(float), wholeUpTo);
        reader = new SnapshotReader(components);
    }

    /// <summary>The grid of all components.</summary>
    public Grid Grid { get; }

    /// <summary>The grid where it is rectilinear and without levels, for the fast form of linear interpolation; else null.</summary>
    public RectilinearGrid? Lines { get; }

    /// <summary>The part of the grid that is held.</summary>
    public HeldBox Box => box;

    /// <summary>Rows held.</summary>
    public int Rows => box.Rows;

    /// <summary>Nodes held in a row.</summary>
    public int Columns => box.Columns;

    /// <summary>Number of components, 1 to 3.</summary>
    public int Components => components.Length;

    /// <summary>Snapshots of a plane: 1 for a field that has no more.</summary>
    public int SnapshotsPerPlane => axis.Count > 1 ? 2 : 1;

    /// <summary>Values at each node of a plane.</summary>
    public int ValuesPerNode => SnapshotsPerPlane * Components;

    /// <summary>Memory of one plane in bytes; some floats beyond the end, since the last row is read in whole vectors.</summary>
    public long PlaneBytes => (((long)Grid.Levels * Rows * Columns * ValuesPerNode) + 8) * sizeof(float);

    /// <summary>Memory of one snapshot that is read ahead, in bytes.</summary>
    public long AheadBytes => axis.Count > 2 ? (long)Grid.Levels * Rows * Columns * components.Length * sizeof(float) : 0;

    /// <summary>The times of the snapshots, and what holds outside them.</summary>
    public TimeAxis Axis => axis;

    /// <summary>The value that the first component has everywhere on its grid and always; NaN if it varies or is not loaded.</summary>
    public double UniformA { get; private set; } = double.NaN;

    /// <summary>The value that the second component has everywhere on its grid and always; NaN if it varies or is not loaded.</summary>
    public double UniformB { get; private set; } = double.NaN;

    /// <summary>Makes the snapshots for an interval of time present. Collective over the ranks of a node.</summary>
    /// <param name="from">Earlier time in seconds.</param>
    /// <param name="to">Later time in seconds.</param>
    /// <param name="ahead">What will be asked for after that, as the sign of time: the next snapshot there is read meanwhile; 0 for none.</param>
    /// <param name="until">The time at which nothing more will be asked for.</param>
    /// <param name="places">Where the particles of this rank are, so that only what is around them may be held; null for all.</param>
    public void MoveTo(double from, double to, int ahead = 0, double until = double.NaN, IPlaces? places = null)
    {
        present = (from, to, ahead, until);
        (long first, long last) = axis.Around(from, to);
        if (box.IsLarge && !AreHeld(first, last) && box.Choose(places, Span(from, to, ahead, until), memory))
            Forget();
        Hold(first, last, ahead, until);
    }

    private void Hold(long first, long last, int ahead, double until)
    {
        if (!axis.IsSteady)
            stretch = axis.Stretch(stretch, first, last);
        if (first == last && HolderOf(axis.IdOf(first)) is null)
            Load(PlaneFor(axis.IdOf(first), first, last), axis.IdOf(first));
        for (long n = first; n < last; n++)
        {
            int snapshot = axis.IdOf(n);
            if (planeOf[snapshot] is not null)
                continue;
            SnapshotPlane plane = PlaneFor(snapshot, first, last);
            Load(plane, snapshot);
            Load(plane, After(snapshot));
        }

        if (ahead == 0 || SnapshotsPerPlane == 1)
            return;
        long next = ahead > 0 ? last + 1 : first - 1;
        bool goesOn = !(ahead > 0 ? axis.TimeOf(last) >= until : axis.TimeOf(first) <= until);
        if (goesOn && memory.Owner && axis.Has(next) && HolderOf(axis.IdOf(next)) is null)
            reader.ReadAhead(axis.IndexOf(next), box.Box);
    }

    /// <summary>Holds more or another part of the grid for the same time, since some particles went beyond it. Collective over the ranks of a node.</summary>
    /// <param name="places">Where the particles of this rank are.</param>
    public void HoldMore(IPlaces places)
    {
        box.Widen();
        (double from, double to, int ahead, double until) = present;
        if (!box.IsPart || !box.Choose(places, Span(from, to, ahead, until), memory))
            return;
        Forget();
        (long first, long last) = axis.Around(from, to);
        Hold(first, last, ahead, until);
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
        if (planes.Count == 0)
            ThrowNotHeld(time);
        place = new SnapshotPlace(FirstNode(planes[0]), TimeOrder.OnlyFirst, 0);
        if (axis.IsSteady)
            return true;
        if (!stretch!.TryFind(time, ref recent, out long n, out double fraction))
        {
            // Where snapshots repeat there is a value, but not in memory.
            if (axis.Rule.IsPeriodic && double.IsFinite(time))
                ThrowNotHeld(time);
            return false;
        }

        int snapshot = axis.IdOf(n);
        SnapshotPlane? plane = fraction > 0 ? planeOf[snapshot] : HolderOf(snapshot);
        if (plane is null)
            ThrowNotHeld(time);
        int slot = SlotOf(snapshot);
        place = fraction > 0
            ? new SnapshotPlace(FirstNode(plane), slot == 0 ? TimeOrder.FirstToSecond : TimeOrder.SecondToFirst, fraction)
            : new SnapshotPlace(FirstNode(plane), slot == 0 ? TimeOrder.OnlyFirst : TimeOrder.OnlySecond, 0);
        return true;
    }

    /// <summary>Puts the offsets of the cells' first nodes in a plane as the node of the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Address<F>(ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        F row = at.Cell.J, column = at.Cell.I;
        if (box.IsPart)
            box.Confine(ref at, ref row, ref column);
        if (Grid.Levels > 1)
            row = F.MultiplyAdd(at.Cell.K, (double)Rows, row);

        // Adding 2⁵² leaves a whole number in the low bits: cheaper than a conversion of each.
        F number = F.MultiplyAdd(row, (double)Columns * ValuesPerNode, column * ValuesPerNode) + 4503599627370496.0;
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

    /// <summary>The time until another part of the grid can be held, in seconds: until the next snapshot, or the end of the run.</summary>
    private double Span(double from, double to, int ahead, double until)
    {
        const double day = 86400;
        double next = ahead < 0 ? axis.Next(from, backward: true) : axis.Next(to, backward: false);
        double end = double.IsFinite(next) ? next : double.IsFinite(until) ? until : ahead < 0 ? from - (10 * day) : to + (10 * day);
        return Math.Abs(ahead < 0 ? to - end : end - from);
    }

    private bool AreHeld(long first, long last)
    {
        for (long n = first; n <= last; n++)
        {
            if (HolderOf(axis.IdOf(n)) is null)
                return false;
        }

        return true;
    }

    /// <summary>Gives the planes back: they are of another size now.</summary>
    private void Forget()
    {
        foreach (SnapshotPlane plane in planes)
            plane.Block.Dispose();
        planes.Clear();
        Array.Clear(planeOf);
    }

    /// <summary>Where the node of row 0 and column 0 would be, if it were held.</summary>
    private float* FirstNode(SnapshotPlane plane) => plane.Address - (box.IsPart ? box.Origin * ValuesPerNode : 0);

    /// <summary>Even snapshots take the first place of a plane, odd ones the second: so the next one replaces the older one.</summary>
    private int SlotOf(int snapshot) => axis.Count > 1 ? snapshot & 1 : 0;

    /// <summary>The snapshot after one: where they repeat, the first follows the last.</summary>
    private int After(int snapshot) => axis.Rule.IsPeriodic && snapshot == axis.Ids - 1 ? 0 : snapshot + 1;

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

    /// <summary>The plane to hold a snapshot and the next: one that holds one of them already, else any that is not needed, else a new one.</summary>
    private SnapshotPlane PlaneFor(int snapshot, long first, long last)
    {
        SnapshotPlane? free = null;
        foreach (SnapshotPlane plane in planes)
        {
            bool isNeeded = false;
            for (long n = first; n < last && !isNeeded; n++)
                isNeeded = ReferenceEquals(planeOf[axis.IdOf(n)], plane);
            if (isNeeded)
                continue;
            if (plane.Snapshots.Contains(snapshot) || (last > first && plane.Snapshots.Contains(After(snapshot))))
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
                reader.Read(axis.IndexOf(snapshot), box.Box, plane.Address + (slot * Components), ValuesPerNode);
            memory.Fence();
        }

        // Afresh: a plane whose first snapshot was replaced may for a moment look like another one's pair.
        Array.Clear(planeOf);
        foreach (SnapshotPlane held in planes)
        {
            (int even, int odd) = (held.Snapshots[0], held.Snapshots[1]);
            if (even >= 0 && odd >= 0 && After(even) == odd)
                planeOf[even] = held;
            if (even >= 0 && odd >= 0 && After(odd) == even)
                planeOf[odd] = held;
        }

        if (axis.IsSteady)
            (UniformA, UniformB) = (FindUniformValue(plane.Address), Components > 1 ? FindUniformValue(plane.Address + 1) : double.NaN);
    }

    private double FindUniformValue(float* values)
    {
        if (box.IsPart)
            return double.NaN;
        long count = (long)Grid.Levels * Rows * Columns;
        for (long i = 1; i < count; i++)
        {
            if (values[i * Components] != values[0])
                return double.NaN;
        }

        return values[0];
    }
}
