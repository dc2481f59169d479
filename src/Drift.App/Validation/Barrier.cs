using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// A diffusivity that falls to nothing at y = ½ from both sides: nothing diffuses across. Milstein's scheme keeps particles on their side.
/// Source: Gräwe (2011), Ocean Modelling 36, 80–89; the profile is that of Parcels' tutorial on diffusion.
/// </summary>
internal static class Barrier
{
    private const int Count = 100, Steps = 300;
    private const double Dt = 1e-3;

    public static IEnumerable<Measurement> Run(int threads)
    {
        yield return Measurement.Exactly("DiffusionM1: particles that cross y = ½", Crossings(new DiffusionM1 { Dres = 5e-5 }, threads), 0);
        yield return Measurement.Exactly("DiffusionM1, gradient of the field: particles that cross y = ½", Crossings(new DiffusionM1(), threads), 0);
        yield return Measurement.AtLeast("control without K′: particles that cross y = ½", Crossings(new NaiveWalk(), threads), 1);
    }

    private static double Crossings(IKernel kernel, int threads)
    {
        // a = 1 and L = 1 in K = 0.1 · 2(1 + a)(1 + 2a)/(a² L^(1 + 1/a)) · y(L − 2y)^(1/a).
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(
            Field.Constant("Kh_zonal", 0), Field.Expression("Kh_meridional", "1.2 * where(lat <= 0.5, lat * (1 - 2 * lat), (1 - lat) * (2 * lat - 1))", "m2 s-1"));
        using var particles = new ParticleSet(fields, new double[Count], [.. Enumerable.Repeat(0.75, Count)]);
        bool[] hasCrossed = new bool[Count];
        for (int step = 0; step < Steps; step++)
        {
            particles.Execute(kernel, TimeSpan.FromSeconds(Dt), TimeSpan.FromSeconds(Dt), seed: 1, threads, boundaries: [new Reflecting { South = 0, North = 1 }]);
            for (int i = 0; i < Count; i++)
                hasCrossed[i] |= particles.Lat[i] < 0.5;
        }

        // Without K′ a particle may also end where K has no root.
        return hasCrossed.Count(crossed => crossed) + (Count - particles.CountOf(ParticleStatus.Active));
    }
}
