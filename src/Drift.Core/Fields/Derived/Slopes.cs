using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Derived;

/// <summary>
/// Derivatives of fields per metre to the east and north: the difference over one cell of the field's grid, half a cell to either side. Where there is
/// no value on one side, the difference over the other half. Sums are differentiated term by term, nests within the nest that has the particle.
/// </summary>
internal static class Slopes
{
    /// <summary>Half the distance over which a field without a grid is differentiated: some centimetres, in metres and in degrees.</summary>
    private const double HalfMetres = 1.0 / 32, HalfDegrees = 1.0 / (1 << 21);

    /// <summary>The derivative at each position, in the unit of the field per metre, as A.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isNorth">To the north or along y; otherwise to the east or along x.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="at">Where; receives values and errors.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Find<F>(Field field, bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (field.Derivation is FieldSum sum)
            sum.Slope(isNorth, ref at);
        else if (field.Derivation is FieldNest nest)
            nest.Slope(isNorth, ref at);
        else if (field.Source is null && field.Derivation is null)
            at.A = 0.0;
        else
            Difference(field, isNorth, mesh, ref at);
    }

    /// <summary>The derivative downward per metre: the difference over a distance up and down, or over one of the two where there is no value on the other side.</summary>
    /// <param name="field">The field.</param>
    /// <param name="distance">The distance in metres.</param>
    /// <param name="time">Seconds since the reference of the field set.</param>
    /// <param name="depth">Metres, positive down.</param>
    /// <param name="lat">Degrees north or y in metres.</param>
    /// <param name="lon">Degrees east or x in metres.</param>
    /// <param name="at">Receives errors.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Down<F>(Field field, double distance, F time, F depth, F lat, F lon, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        (at.Time, at.Lat, at.Lon) = (time, lat, lon);
        (F error, bool hadError) = (at.Error, at.HasError);
        F after = AtDepth(field, depth + distance, ref at, out F isAfter, out F isWaiting);
        F before = AtDepth(field, depth - distance, ref at, out F isBefore, out F isWaitingToo);
        (at.Error, at.HasError, at.Depth) = (error, hadError, depth);
        FieldErrors.Set(ref at, isWaiting | isWaitingToo, FieldError.NotHeld);
        F here = 0.0;
        if (F.Any(~(isAfter & isBefore)))
        {
            field.Sample(ref at);
            here = at.A;
        }

        return Quotient(after, here, before, isAfter, isBefore, distance);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static F AtDepth<F>(Field field, F depth, ref SamplePoint<F> at, out F isThere, out F isWaiting) where F : struct, ILane<F>
    {
        at.Depth = depth;
        at.Error = 0.0;
        at.HasError = false;
        field.Sample(ref at);
        isThere = F.Equal(at.Error, 0.0);
        isWaiting = F.Equal(at.Error, (double)FieldError.NotHeld);
        return at.A;
    }

    /// <summary>Half the distance of a difference, in units of the mesh and in metres.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Distance<F>(Grid? grid, bool isNorth, Mesh mesh, ref SamplePoint<F> at, out F half, out F metres) where F : struct, ILane<F>
    {
        half = mesh == Mesh.Flat ? HalfMetres : HalfDegrees;
        if (grid is not null)
        {
            CellSizes.Lengths(grid, ref at, out F width, out F height);
            half = (isNorth ? height : width) * 0.5;
        }

        metres = half;
        if (mesh == Mesh.Spherical)
            metres *= isNorth ? Constants.MetresPerDegree : LaneMath.CosDegrees(at.Lat) * Constants.MetresPerDegree;
    }

    /// <summary>Moves the place of a look-up, and forgets errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move<F>(bool isNorth, F distance, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (isNorth)
            at.Lat += distance;
        else
            at.Lon += distance;
        at.Error = 0.0;
        at.HasError = false;
    }

    /// <summary>The derivative from the values around a particle and the sides on which there is one; 0 where there is none on either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Quotient<F>(F after, F here, F before, F isAfter, F isBefore, F metres) where F : struct, ILane<F>
    {
        F both = isAfter & isBefore;
        F slope = (after - before) / (metres + metres);
        if (!F.Any(~both))
            return slope;
        F oneSided = F.Select(isAfter, after - here, here - before) / metres;
        return F.Select(both, slope, F.Select(isAfter | isBefore, oneSided, 0.0));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Difference<F>(Field field, bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        Distance(field.FirstGrid, isNorth, mesh, ref at, out F half, out F metres);
        (F lon, F lat, F error, bool hadError) = (at.Lon, at.Lat, at.Error, at.HasError);
        Beside(field, isNorth, half, ref at, out F after, out F isAfter);
        F isWaiting = F.Equal(at.Error, (double)FieldError.NotHeld);
        (at.Lon, at.Lat) = (lon, lat);
        Beside(field, isNorth, -half, ref at, out F before, out F isBefore);
        isWaiting |= F.Equal(at.Error, (double)FieldError.NotHeld);
        (at.Lon, at.Lat, at.Error, at.HasError) = (lon, lat, error, hadError);

        // There is a value beside, only not in memory: the difference is not to one side for that.
        FieldErrors.Set(ref at, isWaiting, FieldError.NotHeld);
        F here = 0.0;
        if (F.Any(~(isAfter & isBefore)))
        {
            // Whether the particle itself has a value says its own look-up.
            field.Sample(ref at);
            here = at.A;
        }

        at.A = Quotient(after, here, before, isAfter, isBefore, metres);
    }

    /// <summary>The value half a cell further, and where there is one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Beside<F>(Field field, bool isNorth, F distance, ref SamplePoint<F> at, out F value, out F isThere) where F : struct, ILane<F>
    {
        Move(isNorth, distance, ref at);
        field.Sample(ref at);
        value = at.A;
        isThere = F.Equal(at.Error, 0.0);
    }
}
