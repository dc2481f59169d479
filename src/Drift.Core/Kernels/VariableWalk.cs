using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Fields.Derived;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// A random walk in a diffusivity that varies in space: what spreads by dX = K′ dt + √(2K) dW keeps a uniform concentration uniform, while
/// without K′ it gathers where K is small.
/// </summary>
internal static class VariableWalk
{
    private const double PoleCapLatitude = 80.0;

    /// <summary>The sine of the distance from a pole below which there is no east: half a metre.</summary>
    private const double SmallestCosine = 6.6e-8;

    /// <summary>Adds the displacement of a step, in units of the mesh.</summary>
    /// <param name="first">The first group of particles; those where Kh has no value end.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="kh">Kh_zonal and Kh_meridional in m2 s-1.</param>
    /// <param name="dres">Half the distance over which K′ is taken, in units of the mesh; 0 for the derivative of the interpolation.</param>
    /// <param name="random">Normal numbers.</param>
    /// <param name="isMilstein">Milstein's scheme, else that of Euler and Maruyama.</param>
    /// <param name="c">The step.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Step<F>(ref Particle<F> first, int groups, FieldPair kh, double dres, NormalDraws random, bool isMilstein, in StepContext c)
        where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Unsafe.Add(ref first, g).StandStill();
        FindSlopes(ref first, groups, kh, dres, c.Mesh);
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.Normals(random, c, out F x, out F y);
            F dt = F.Abs(p.Dt);
            F sigma = F.Sqrt(2.0 * p.At.A * dt);
            F driftX = isMilstein ? 0.5 * p.StagesLon * dt * F.MultiplyAdd(x, x, 1.0) : p.StagesLon * dt;
            F driftY = isMilstein ? 0.5 * p.StagesLat * dt * F.MultiplyAdd(y, y, 1.0) : p.StagesLat * dt;
            F east = F.MultiplyAdd(sigma, x, driftX);
            F north = F.MultiplyAdd(F.Sqrt(2.0 * p.At.B * dt), y, driftY);
            if (c.IsSpherical)
            {
                OnSphere(ref p, x, driftX, east, north, dt);
            }
            else
            {
                p.DLon += east;
                p.DLat += north;
            }
        }
    }

    /// <summary>K as A and B, and its derivatives per metre in the room for stages.</summary>
    private static void FindSlopes<F>(ref Particle<F> first, int groups, FieldPair kh, double dres, Mesh mesh) where F : struct, ILane<F>
    {
        int stride = Unsafe.SizeOf<Particle<F>>();
        if (dres == 0 && kh.TrySampleWithSlopes(ref first.At, ref first.StagesLon, ref first.StagesLat, stride, groups))
        {
            for (int g = 0; g < groups && mesh == Mesh.Spherical; g++)
            {
                ref Particle<F> p = ref Unsafe.Add(ref first, g);
                p.StagesLon = p.StagesLon * (1.0 / Constants.MetresPerDegree) / F.Max(LaneMath.CosDegrees(p.Lat), SmallestCosine);
                p.StagesLat *= 1.0 / Constants.MetresPerDegree;
            }

            return;
        }

        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            (p.StagesLon, p.StagesLat) = (0.0, 0.0);
            if (!kh.IsConstant)
            {
                PairSlopes.Over(kh, isNorth: false, mesh, dres, ref p.At);
                p.StagesLon = p.At.A;
                PairSlopes.Over(kh, isNorth: true, mesh, dres, ref p.At);
                p.StagesLat = p.At.B;
            }
        }

        kh.SampleOnGrid(ref first.At, stride, groups);
    }

    /// <summary>
    /// Metres to degrees, with the drift −K tan φ/R² of the sphere; near the poles along great circles, with the meridional diffusivity in
    /// all directions, as <see cref="DiffusionUniformKh"/> has it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OnSphere<F>(ref Particle<F> p, F x, F driftX, F east, F north, F dt) where F : struct, ILane<F>
    {
        F lat = p.Lat;
        LaneMath.SinCosDegrees(lat, out F sin, out F cos);
        F perCos = 1.0 / F.Max(cos, SmallestCosine);
        F dLon = east * (1.0 / Constants.MetresPerDegree) * perCos;
        F metric = p.At.B * dt * (1.0 / Constants.SphereRadius) * (sin * perCos);
        F dLat = (north - metric) * (1.0 / Constants.MetresPerDegree);
        F polar = F.Abs(lat) > PoleCapLatitude;
        if (F.Any(polar))
        {
            F level = F.MultiplyAdd(F.Sqrt(2.0 * p.At.B * dt), x, driftX);
            GreatCircle.Step(sin, cos, lat, level, north, out F farLon, out F farLat);
            dLon = F.Select(polar, farLon, dLon);
            dLat = F.Select(polar, farLat, dLat);
        }

        p.DLon += dLon;
        p.DLat += dLat;
    }
}
