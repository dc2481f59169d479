using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Derived;

/// <summary>Derivatives of both fields of a pair, the same bits as <see cref="Slopes"/> gives for each, with half of the look-ups.</summary>
internal static class PairSlopes
{
    private const double PartOfCell = 1.0 / 1024;

    /// <summary>The derivatives at each position, in the units of the fields per metre, as A and B.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Find<F>(FieldPair pair, bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        if (pair.Derived is PairSum sum)
            sum.Slopes(isNorth, mesh, ref at);
        else if (pair.Derived is PairNest nest)
            nest.Slopes(isNorth, mesh, ref at);
        else if (AreAlike(pair))
            Difference(pair, isNorth, mesh, ref at);
        else
            OneByOne(pair, isNorth, mesh, ref at);
    }

    /// <summary>The difference over a distance to either side, of both fields together: the derivatives as A and B, in the units of the fields per metre.</summary>
    /// <param name="pair">The fields.</param>
    /// <param name="isNorth">To the north or along y; otherwise to the east or along x.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    /// <param name="half">The distance in units of the mesh; 0 for so little that it is the derivative of the interpolation itself.</param>
    /// <param name="at">Where; receives values and errors.</param>
    public static void Over<F>(FieldPair pair, bool isNorth, Mesh mesh, double half, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        F distance = half, metres = half;
        if (half > 0)
        {
            if (mesh == Mesh.Spherical)
                metres *= isNorth ? Constants.MetresPerDegree : LaneMath.CosDegrees(at.Lat) * Constants.MetresPerDegree;
        }
        else
        {
            // A cell at a time, a field of single precision has some 10 digits left over a thousandth of it.
            Slopes.Distance(pair.A.FirstGrid ?? pair.B.FirstGrid, isNorth, mesh, ref at, out distance, out metres);
            (distance, metres) = (distance * PartOfCell, metres * PartOfCell);
        }

        Difference(pair, isNorth, distance, metres, ref at);
    }

    /// <summary>Whether differences of both are over the same distance, and both are found by one look-up.</summary>
    private static bool AreAlike(FieldPair pair) => pair.Window is not null || pair.Derived is PairFlow;

    private static void Difference<F>(FieldPair pair, bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        Slopes.Distance(pair.A.FirstGrid, isNorth, mesh, ref at, out F half, out F metres);
        Difference(pair, isNorth, half, metres, ref at);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Difference<F>(FieldPair pair, bool isNorth, F half, F metres, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        (F lon, F lat, F before, bool hadError) = (at.Lon, at.Lat, at.Error, at.HasError);
        Beside(pair, isNorth, half, ref at, out F isAfter);
        (F afterA, F afterB) = (at.A, at.B);
        F isWaiting = F.Equal(at.Error, (double)FieldError.NotHeld);
        (at.Lon, at.Lat) = (lon, lat);
        Beside(pair, isNorth, -half, ref at, out F isBefore);
        (F beforeA, F beforeB) = (at.A, at.B);
        isWaiting |= F.Equal(at.Error, (double)FieldError.NotHeld);
        (at.Lon, at.Lat, at.Error, at.HasError) = (lon, lat, before, hadError);
        FieldErrors.Set(ref at, isWaiting, FieldError.NotHeld);
        F hereA = 0.0, hereB = 0.0;
        if (F.Any(~(isAfter & isBefore)))
        {
            pair.SampleInMetres(ref at, 0, 1);
            (hereA, hereB) = (at.A, at.B);
        }

        at.A = Slopes.Quotient(afterA, hereA, beforeA, isAfter, isBefore, metres);
        at.B = Slopes.Quotient(afterB, hereB, beforeB, isAfter, isBefore, metres);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Beside<F>(FieldPair pair, bool isNorth, F distance, ref SamplePoint<F> at, out F isThere) where F : struct, ILane<F>
    {
        Slopes.Move(isNorth, distance, ref at);
        pair.SampleInMetres(ref at, 0, 1);
        isThere = F.Equal(at.Error, 0.0);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne<F>(FieldPair pair, bool isNorth, Mesh mesh, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        Slopes.Find(pair.A, isNorth, mesh, ref at);
        F a = at.A;
        Slopes.Find(pair.B, isNorth, mesh, ref at);
        at.B = at.A;
        at.A = a;
    }
}
