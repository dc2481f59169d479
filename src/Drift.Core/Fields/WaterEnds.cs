namespace Drift.Core.Fields;

/// <summary>The ends of the water, upward and downward.</summary>
[Flags]
internal enum WaterEnds : byte
{
    None = 0,
    Surface = 1,
    Bottom = 2,
}
