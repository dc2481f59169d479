using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// Finds the cells of positions on a curvilinear grid. What the tree of boxes finds is the answer; a walk from a hint only comes to it faster. It ends in a
/// cell that has the position inside of all its sides beyond rounding, and that no other cell lies upon: then the tree finds that cell too.
/// </summary>
internal sealed unsafe class CellSearch(GridNodes nodes, PlaneRules rules, long firstCell)
{
    /// <summary>A particle that moves less than a cell in a step comes to its new cell in one or two.</summary>
    private const int MostSteps = 4;
    private const long Unknown = -2;
    private readonly Lock building = new();
    private readonly PlaneRules rules = rules;
    private CellIndex? index;

    /// <summary>Moves the index into memory that all ranks of a node see. Collective.</summary>
    public void Share(INodeMemory memory)
    {
        index?.Dispose();
        var shared = new CellIndex(nodes, rules, memory);
        if (memory.Owner)
            shared.Fill();
        memory.Fence();
        index = shared;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public F Locate<F>(in F lon, in F lat, int* hints, ref Cell<F> cell) where F : struct, ILane<F>
    {
        CellIndex found = index ?? Build();
        byte* room = stackalloc byte[Unsafe.SizeOf<CellShape<F>>() + 64];
        ref CellShape<F> s = ref Unsafe.AsRef<CellShape<F>>((void*)(((nint)room + 63) & -64));
        s.Lon = rules.IsSpherical ? CellShape<F>.Wrap(lon) : lon;
        s.Lat = lat;
        uint all = uint.MaxValue >> (32 - F.Count), inside = 0;
        if (hints != null)
        {
            Begin(hints, ref s);
            inside = Walk(found, ref s);
        }

        uint outside = inside == all ? 0 : Ask(found, ref s, all & ~inside, hints != null);
        CellShape<F>.Invert(ref s);
        return Finish(outside, hints, ref s, ref cell);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Corners<F>(in Cell<F> cell, out Corners<F> corners) where F : struct, ILane<F>
    {
        F node = (F.MultiplyAdd(cell.J, rules.Stride, cell.I) + 4503599627370496.0) & F.BroadcastBits(0x000FFFFFFFFFFFFF);
        Unsafe.SkipInit(out corners);
        nodes.Gather(node, ref corners);
        if (!rules.IsSpherical)
            return;
        F lon = corners.Lon0;
        corners.Lon1 = lon + CellShape<F>.Wrap(corners.Lon1 - lon);
        corners.Lon2 = lon + CellShape<F>.Wrap(corners.Lon2 - lon);
        corners.Lon3 = lon + CellShape<F>.Wrap(corners.Lon3 - lon);
    }

    /// <summary>Goes from a cell to one beside it, if that is a cell.</summary>
    public bool TryStep(ref int row, ref int column, int byRows, int byColumns)
    {
        (int j, int i, int columns) = (row + byRows, column + byColumns, (int)rules.CellColumns);
        if (rules.IsRing)
            i = (i + columns) % columns;
        if ((uint)j >= (uint)rules.CellRows || (uint)i >= (uint)columns || !(new SingleCell(nodes, rules).AreaOf(((long)j * nodes.Columns) + i) > 0.0))
            return false;
        (row, column) = (j, i);
        return true;
    }

    /// <summary>Rows and columns of the hints; those that are no cell become the first cell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Begin<F>(int* hints, ref CellShape<F> s) where F : struct, ILane<F>
    {
        // The bits of 2⁵² above a whole number make it a double; −1 becomes a number beyond the last cell.
        F number = (F.LoadWords((uint*)hints) | F.BroadcastBits(0x4330000000000000)) - 4503599627370496.0;
        F j = F.Floor((number + 0.5) * (1.0 / rules.Stride));
        F i = number - (j * rules.Stride);
        F isCell = (j < rules.CellRows) & (i < rules.CellColumns);
        double row = firstCell / nodes.Columns, column = firstCell % nodes.Columns;
        s.J = F.Select(isCell, j, row);
        s.I = F.Select(isCell, i, column);
        CellShape<F>.Number(rules, ref s);
    }

    /// <summary>Goes to neighbours until all positions are inside, or none moves, or it takes too long.</summary>
    /// <returns>Those that are in their cell beyond doubt, a bit each.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private uint Walk<F>(CellIndex found, ref CellShape<F> s) where F : struct, ILane<F>
    {
        uint all = uint.MaxValue >> (32 - F.Count);
        for (int step = 0; ; step++)
        {
            Look(ref s);
            uint inside = F.MaskBits(s.IsInside);
            if (inside == all || step == MostSteps || !CellShape<F>.Step(rules, ref s))
                return F.Any(s.J >= found.FirstRow) ? WithoutShared(found, ref s, inside) : inside;
        }
    }

    private void Look<F>(ref CellShape<F> s) where F : struct, ILane<F>
    {
        nodes.Gather(s.Node, ref s.Corners);
        CellShape<F>.Relate(rules, ref s);
        CellShape<F>.Compare(rules, ref s);
    }

    private static uint WithoutShared<F>(CellIndex found, ref CellShape<F> s, uint inside) where F : struct, ILane<F>
    {
        long* number = (long*)Unsafe.AsPointer(ref s.Node);
        for (int lane = 0; lane < F.Count; lane++)
        {
            if (found.IsShared(number[lane]))
                inside &= ~(1u << lane);
        }

        return inside;
    }

    /// <summary>Asks the index for the cells of some positions.</summary>
    /// <returns>Those that are outside, a bit each.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint Ask<F>(CellIndex found, ref CellShape<F> s, uint asked, bool walked) where F : struct, ILane<F>
    {
        uint outside = 0;
        double* lon = (double*)Unsafe.AsPointer(ref s.Lon), lat = (double*)Unsafe.AsPointer(ref s.Lat);
        double* i = (double*)Unsafe.AsPointer(ref s.I), j = (double*)Unsafe.AsPointer(ref s.J);
        for (int lane = 0; lane < F.Count; lane++)
        {
            if ((asked >> lane & 1) == 0)
                continue;
            long cell = walked ? Neighbour(found, ref s, lane) : Unknown;
            if (cell == Unknown)
                cell = found.Find(lon[lane], lat[lane]);
            if (cell < 0)
            {
                outside |= 1u << lane;
                cell = firstCell;
            }

            (j[lane], i[lane]) = (cell / nodes.Columns, cell % nodes.Columns);
        }

        CellShape<F>.Number(rules, ref s);
        nodes.Gather(s.Node, ref s.Corners);
        CellShape<F>.Relate(rules, ref s);
        return outside;
    }

    /// <summary>
    /// Whose a position beside a side or corner of its cell is: that is between the cell and its neighbours there, if no others lie upon it. Particles that
    /// rest on a node would otherwise ask the index in each step.
    /// </summary>
    /// <returns>Number of the cell that the index would find; <see cref="Unknown"/> if it takes the index to know.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private long Neighbour<F>(CellIndex found, ref CellShape<F> s, int lane) where F : struct, ILane<F>
    {
        double At(ref F values) => Unsafe.Add(ref Unsafe.As<F, double>(ref values), lane);
        double lon = At(ref s.Lon), lat = At(ref s.Lat);
        int i = (int)At(ref s.I), j = (int)At(ref s.J);
        long own = ((long)j * nodes.Columns) + i, inside = long.MaxValue, beside = Unknown;
        var cell = new SingleCell(nodes, rules);
        if (found.IsShared(own) || cell.Contains(own, lon, lat) == Containment.Outside)
            return Unknown;

        // Beside a corner with a small angle the position is further from the sides than rounding.
        double near = 65536.0 * rules.Tolerance * cell.Extent;
        int fromJ = At(ref s.South) < near ? -1 : 0, toJ = At(ref s.North) < near ? 1 : 0;
        int fromI = At(ref s.West) < near ? -1 : 0, toI = At(ref s.East) < near ? 1 : 0;
        for (int row = j + fromJ; row <= j + toJ; row++)
        {
            for (int along = i + fromI; along <= i + toI; along++)
            {
                int columns = (int)rules.CellColumns, column = rules.IsRing ? (along + columns) % columns : along;
                if ((uint)row >= (uint)rules.CellRows || (uint)column >= (uint)columns)
                    continue;
                long other = ((long)row * nodes.Columns) + column;
                Containment state = cell.Contains(other, lon, lat);
                if (state == Containment.Inside)
                    inside = Math.Min(inside, other);
                else if (state == Containment.Beside)
                    beside = Math.Max(beside, other);
            }
        }

        return inside != long.MaxValue ? inside : beside;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static F Finish<F>(uint outside, int* hints, ref CellShape<F> s, ref Cell<F> cell) where F : struct, ILane<F>
    {
        cell.I = s.I;
        cell.J = s.J;
        cell.X = s.X;
        cell.Y = s.Y;
        if (hints != null)
        {
            long* number = (long*)Unsafe.AsPointer(ref s.Node);
            for (int lane = 0; lane < F.Count; lane++)
                hints[lane] = (int)number[lane];
        }

        if (outside == 0)
            return 0.0;
        F mask = F.FromMaskBits(outside);
        cell.X = F.Select(mask, 0.0, s.X);
        cell.Y = F.Select(mask, 0.0, s.Y);
        for (int lane = 0; hints != null && lane < F.Count; lane++)
        {
            if ((outside >> lane & 1) != 0)
                hints[lane] = -1;
        }

        return mask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CellIndex Build()
    {
        lock (building)
        {
            if (index is null)
            {
                var made = new CellIndex(nodes, rules, HeapMemory.Instance);
                made.Fill();
                Volatile.Write(ref index, made);
            }

            return index;
        }
    }
}
