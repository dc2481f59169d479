using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>A range of longitudes, which may go across the date line or all the way round, and one of latitudes; in single precision, rounded outward.</summary>
/// <param name="Middle">Middle of the longitudes.</param>
/// <param name="Half">Half their range.</param>
/// <param name="South">Lowest latitude.</param>
/// <param name="North">Highest latitude.</param>
internal readonly record struct Box(float Middle, float Half, float South, float North)
{
    private const float Round = 180f;

    /// <summary>No place at all.</summary>
    public static Box Nothing => new(0f, -1f, float.PositiveInfinity, float.NegativeInfinity);

    private bool IsNothing => Half < 0f;

    /// <summary>A range of places and what is within rounding of it.</summary>
    public static Box Around(double west, double east, double south, double north, double rounding) =>
        Outward(false, west - rounding, east + rounding, south - rounding, north + rounding);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(bool isSpherical, double lon, double lat) => lat >= South && lat <= North && Distance(isSpherical, lon - Middle) <= Half;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Meets(bool isSpherical, Box other) =>
        other.North >= South && other.South <= North && !IsNothing && !other.IsNothing
        && Distance(isSpherical, (double)other.Middle - Middle) <= (double)Half + other.Half;

    /// <summary>A box around both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Box With(bool isSpherical, Box other)
    {
        if (IsNothing || other.IsNothing)
            return IsNothing ? other : this;
        double apart = (double)other.Middle - Middle;
        double beside = Middle + (isSpherical ? CellShape<Lane1>.Wrap(apart) : apart);
        return Outward(
            isSpherical, Math.Min((double)Middle - Half, beside - other.Half), Math.Max((double)Middle + Half, beside + other.Half),
            Math.Min(South, other.South), Math.Max(North, other.North));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Distance(bool isSpherical, double apart) =>
        Math.Abs(isSpherical && Math.Abs(apart) > Round ? CellShape<Lane1>.Wrap(apart) : apart);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Box Outward(bool isSpherical, double west, double east, double south, double north)
    {
        float middle = (float)((west + east) / 2);
        float half = MathF.BitIncrement((float)Math.Max(east - middle, middle - west));
        if (isSpherical && half >= Round)
            (middle, half) = (0f, Round);
        return new Box(middle, half, Down(south), -Down(-north));
    }

    /// <summary>The largest number of single precision not above another.</summary>
    private static float Down(double value)
    {
        float near = (float)value;
        return near > value ? MathF.BitDecrement(near) : near;
    }
}
