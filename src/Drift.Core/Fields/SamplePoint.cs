using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// Where a group of particles samples fields, and what it finds there. One that lies aligned in memory and is passed on by reference
/// costs next to nothing; lanes that are passed by value go through the stack, where they straddle cache lines.
/// </summary>
public unsafe struct SamplePoint<F> where F : struct, ILane<F>
{
    /// <summary>Seconds since the reference of the field set.</summary>
    public F Time;

    /// <summary>Metres, positive down.</summary>
    public F Depth;

    /// <summary>Degrees north, or y in metres.</summary>
    public F Lat;

    /// <summary>Degrees east, or x in metres.</summary>
    public F Lon;

    /// <summary>Number of the first <see cref="FieldError"/> that a particle met; 0 if none.</summary>
    public F Error;

    /// <summary>What was found: the value of a field, the first one of a pair, or the velocity to the east.</summary>
    public F A;

    /// <summary>What was found: the second value of a pair, or the velocity to the north.</summary>
    public F B;

    /// <summary>What was found: the velocity upward in m s-1, where it was asked for.</summary>
    public F C;

    /// <summary>The cells that were found last.</summary>
    internal Cell<F> Cell;

    /// <summary>Where the first nodes of those cells stand in a plane of values, as 64-bit integers.</summary>
    internal F Node;

    /// <summary>Whether any particle of the group has an error: cheaper to look at than all of them.</summary>
    internal bool HasError;

    /// <summary>Beyond which ends of the water the values at the end hold, so that it is no error to be there.</summary>
    internal WaterEnds Held;

    /// <summary>Cells in which the particles were last, by the hint slot of each grid; null for none.</summary>
    internal int* Hints;

    /// <summary>Distance from the hints of one grid to those of the next.</summary>
    internal int HintStride;

    /// <summary>The hints for a grid; null for none.</summary>
    internal readonly int* HintsOf(Grid grid) => Hints == null || grid.HintSlot < 0 ? null : Hints + (grid.HintSlot * HintStride);
}
