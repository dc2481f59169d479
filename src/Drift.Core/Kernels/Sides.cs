using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>The two sides of a domain along one axis; either may be missing.</summary>
/// <param name="Low">West, south or top side; null for none.</param>
/// <param name="High">East, north or bottom side; null for none.</param>
internal readonly record struct Sides(double? Low, double? High)
{
    private readonly double low = Low ?? double.NegativeInfinity;
    private readonly double high = High ?? double.PositiveInfinity;

    /// <summary>Whether there is any.</summary>
    public bool Any => Low is not null || High is not null;

    /// <summary>Whether there are both.</summary>
    public bool Both => Low is not null && High is not null;

    /// <summary>What is wrong with the pair; none where a side is missing.</summary>
    /// <param name="lowName">Name of the low side.</param>
    /// <param name="highName">Name of the high side.</param>
    /// <param name="place">Where the boundary was asked for.</param>
    public IEnumerable<Problem> Check(string lowName, string highName, string place)
    {
        if (Low is { } l && High is { } h && !(h > l))
            yield return new Problem(place, FormattableString.Invariant($"{highName} {h} is not beyond {lowName} {l}"), $"give {highName} more than {lowName}");
        if (!double.IsFinite((Low ?? 0) + (High ?? 0)))
            yield return new Problem(place, $"{lowName} or {highName} is no finite number", "give two numbers");
    }

    /// <summary>What is wrong with the sides of a boundary that has them along all three axes.</summary>
    /// <param name="boundary">Name of the boundary.</param>
    /// <param name="noun">What it calls its sides.</param>
    /// <param name="lon">Along longitude.</param>
    /// <param name="lat">Along latitude.</param>
    /// <param name="depth">Along depth.</param>
    /// <param name="place">Where the boundary was asked for.</param>
    public static IEnumerable<Problem> CheckAll(string boundary, string noun, Sides lon, Sides lat, Sides depth, string place) => lon.Any || lat.Any || depth.Any
        ? [.. lon.Check("west", "east", place), .. lat.Check("south", "north", place), .. depth.Check("top", "bottom", place)]
        : [new Problem(place, $"{boundary} has no {noun}", "give some of west, east, south, north, top and bottom")];

    /// <summary>Mask of the places beyond either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Beyond<F>(F x) where F : struct, ILane<F> => (x < low) | (x > high);

    /// <summary>Moves by whole widths into [low, high): what is in there already keeps its bits.</summary>
    /// <remarks>Accuracy: the result is rounded once, however many widths it is; a place within rounding of an end is the low side.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Wrap<F>(F x) where F : struct, ILane<F>
    {
        F outside = (x < low) | (x >= high);
        F widths = F.Floor((x - low) / (high - low));
        F moved = F.MultiplyAdd(widths, low - high, x);
        moved = F.Select((moved < low) | (moved >= high), low, moved);
        return F.Select(outside, moved, x);
    }

    /// <summary>Mirrors at the sides, as often as needed, into [low, high]: what is in there already keeps its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F Fold<F>(F x) where F : struct, ILane<F>
    {
        if (!Both)
            return F.Select(x < low, 2 * low - x, F.Select(x > high, 2 * high - x, x));
        double width = high - low;
        F beyond = x - low;
        F there = F.MultiplyAdd(F.Floor(beyond / (2 * width)), -2 * width, beyond);
        F folded = F.Max(low, F.Min(high, F.Min(there, 2 * width - there) + low));

        // Not a number has to stay so: the ends above would hide it.
        return F.Select((x < low) | (x > high), folded, x);
    }
}
