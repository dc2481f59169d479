using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// Where a group of particles samples fields, and what it finds there. One that lies aligned in memory and is passed on by reference
/// costs next to nothing; lanes that are passed by value go through the stack, where they straddle cache lines.
/// </summary>
public struct SamplePoint<F> where F : struct, ILane<F>
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

    /// <summary>The cells that were found last.</summary>
    internal Cell<F> Cell;

    /// <summary>Whether any particle of the group has an error: cheaper to look at than all of them.</summary>
    internal bool HasError;
}
