using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Fields.Derived;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// A random walk in a diffusivity that varies in space: what spreads by dX = K′ dt + √(2K) dW keeps a uniform concentration uniform, while
/// without K′ it gathers where K is small.
/// </summary>
/// <param name="Kh">Kh_zonal and Kh_meridional in m2 s-1.</param>
/// <param name="Dres">Half the distance over which K′ is taken, in units of the mesh; 0 for the derivative of the interpolation.</param>
/// <param name="Random">Normal numbers.</param>
/// <param name="IsMilstein">Milstein's scheme, else that of Euler and Maruyama.</param>
internal readonly record struct VariableWalk(FieldPair Kh, double Dres, NormalDraws Random, bool IsMilstein)
{
    private const double PoleCapLatitude = 80.0;

    /// <summary>The sine of the distance from a pole below which there is no east: half a metre.</summary>
    private const double SmallestCosine = 6.6e-8;

    /// <summary>Asks for what it needs, and refuses what cannot be.</summary>
    public static VariableWalk Of(KernelBinding binding, string kernel, double dres, bool isMilstein)
    {
        if (!(dres >= 0 && double.IsFinite(dres)))
            binding.Refuse(FormattableString.Invariant($"kernel {kernel}: dres is {dres}, not a distance"));
        return new VariableWalk(binding.Diffusivity(), dres, binding.Normals(), isMilstein);
    }

    /// <summary>Adds the displacement of a step, in units of the mesh.</summary>
    /// <param name="first">The first group of particles; those where Kh has no value end.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="c">The step.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Step<F>(ref Particle<F> first, int groups, in StepContext c) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
            Unsafe.Add(ref first, g).StandStill();
        bool arePerUnit = FindSlopes(ref first, groups, Kh, Dres, c.Mesh);
        if (c.IsSpherical)
            OnSphere(ref first, groups, Random, IsMilstein, arePerUnit, c);
        else
            OnPlane(ref first, groups, Random, IsMilstein, c);
    }

    /// <summary>K as A and B, and its derivatives in the room for stages.</summary>
    /// <returns>Whether they are per unit of the mesh: else per metre.</returns>
    private static bool FindSlopes<F>(ref Particle<F> first, int groups, FieldPair kh, double dres, Mesh mesh) where F : struct, ILane<F>
    {
        int stride = Unsafe.SizeOf<Particle<F>>();
        if (dres == 0 && kh.TrySampleWithSlopes(ref first.At, ref first.StagesLon, ref first.StagesLat, stride, groups))
            return true;
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
        return false;
    }

    /// <summary>Metres in one direction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Metres<F>(F k, F drift, F number, F dt, bool isMilstein) where F : struct, ILane<F> =>
        F.MultiplyAdd(F.Sqrt(k * (dt + dt)), number, isMilstein ? drift * F.MultiplyAdd(number * number, 0.5, 0.5) : drift);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OnPlane<F>(ref Particle<F> first, int groups, NormalDraws random, bool isMilstein, in StepContext c) where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.Normals(random, c, out F x, out F y);
            F dt = F.Abs(p.Dt);
            p.DLon += Metres(p.At.A, p.StagesLon * dt, x, dt, isMilstein);
            p.DLat += Metres(p.At.B, p.StagesLat * dt, y, dt, isMilstein);
        }
    }

    /// <summary>
    /// In degrees, with the drift −K tan φ/R² of the sphere; near the poles along great circles, with the meridional diffusivity in
    /// all directions, as <see cref="DiffusionUniformKh"/> has it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void OnSphere<F>(ref Particle<F> first, int groups, NormalDraws random, bool isMilstein, bool arePerUnit, in StepContext c)
        where F : struct, ILane<F>
    {
        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.Normals(random, c, out F x, out F y);
            F dt = F.Abs(p.Dt), lat = p.Lat;
            LaneMath.SinCosDegrees(lat, out F sin, out F cos);
            F perCos = 1.0 / F.Max(cos, SmallestCosine);
            F perMetreLon = perCos * (1.0 / Constants.MetresPerDegree);
            F driftX = p.StagesLon * dt, driftY = p.StagesLat * dt;
            if (arePerUnit)
            {
                driftX *= perMetreLon;
                driftY *= 1.0 / Constants.MetresPerDegree;
            }

            F north = Metres(p.At.B, driftY, y, dt, isMilstein);
            F dLon = Metres(p.At.A, driftX, x, dt, isMilstein) * perMetreLon;
            F dLat = (north - (p.At.B * dt * (1.0 / Constants.SphereRadius) * (sin * perCos))) * (1.0 / Constants.MetresPerDegree);
            F polar = F.Abs(lat) > PoleCapLatitude;
            if (F.Any(polar))
            {
                F level = Metres(p.At.B, driftX, x, dt, isMilstein);
                GreatCircle.Step(sin, cos, lat, level, north, out F farLon, out F farLat);
                dLon = F.Select(polar, farLon, dLon);
                dLat = F.Select(polar, farLat, dLat);
            }

            p.DLon += dLon;
            p.DLat += dLat;
        }
    }
}
