using System.Globalization;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// The well-mixed condition: particles that are spread evenly in 40 m of water, whose diffusivity has its largest value in the middle and
/// none at the ends, are spread evenly after six hours too. Source: Visser (1997), Mar. Ecol. Prog. Ser. 158, 275–281.
/// </summary>
internal static class WellMixed
{
    /// <summary>Limit of χ² of 19 degrees of freedom at 99.9 %.</summary>
    private const double Limit = 43.8;
    private const double Depth = 40;

    /// <summary>Visser's profile of an estuary.</summary>
    private const string Profile = "0.001 + 0.0136245 * Z - 0.00263245 * Z^2 + 2.11875e-4 * Z^3 - 8.65898e-6 * Z^4 + 1.7623e-7 * Z^5 - 1.40918e-9 * Z^6";

    public static IEnumerable<Measurement> Run(int threads)
    {
        foreach ((double dt, int count) in ((double, int)[])[(60, 1000), (6, 4000)])
        {
            foreach (MixingScheme scheme in Enum.GetValues<MixingScheme>())
                yield return Measured($"VerticalMixing, {Word(scheme)}", InDepth(new VerticalMixing { Scheme = scheme }, dt, count, threads), dt, count);
            yield return Measured("DiffusionEM", Along(new DiffusionEM(), dt, count, threads), dt, count);
            yield return Measured("DiffusionM1", Along(new DiffusionM1(), dt, count, threads), dt, count);
        }

        yield return Control("in depth", InDepth(new NaiveWalk { IsVertical = true }, 6, 4000, threads));
        yield return Control("along y", Along(new NaiveWalk(), 6, 4000, threads));
    }

    private static string Word(MixingScheme scheme) => scheme.ToString().ToLower(CultureInfo.InvariantCulture);

    private static Measurement Measured(string what, double chiSquare, double dt, int count) =>
        Measurement.AtMost(FormattableString.Invariant($"{what}, dt {dt} s, {count} particles: χ²(19)"), chiSquare, Limit);

    // A walk without K′ has some thousands.
    private static Measurement Control(string what, double chiSquare) => Measurement.AtLeast($"control without K′ {what}: χ²(19)", chiSquare, 1000);

    private static double InDepth(IKernel kernel, double dt, int count, int threads)
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.Expression("Kz", Profile.Replace("Z", "depth", StringComparison.Ordinal), "m2 s-1"));
        double[] zero = new double[count];
        using var particles = new ParticleSet(fields, zero, zero, Even(count));
        return ChiSquare(particles, kernel, dt, threads, new Reflecting { Top = 0, Bottom = Depth }, p => p.Depth.ToArray());
    }

    private static double Along(IKernel kernel, double dt, int count, int threads)
    {
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(
            Field.Constant("Kh_zonal", 0), Field.Expression("Kh_meridional", Profile.Replace("Z", "lat", StringComparison.Ordinal), "m2 s-1"));
        using var particles = new ParticleSet(fields, new double[count], Even(count));
        return ChiSquare(particles, kernel, dt, threads, new Reflecting { South = 0, North = Depth }, p => p.Lat.ToArray());
    }

    private static double ChiSquare(ParticleSet particles, IKernel kernel, double dt, int threads, IBoundary ends, Func<ParticleSet, double[]> places)
    {
        particles.Execute(kernel, TimeSpan.FromHours(6), TimeSpan.FromSeconds(dt), seed: 1, threads, boundaries: [ends]);
        return particles.CountOf(ParticleStatus.Active) == particles.Count
            ? Statistics.ChiSquare([.. places(particles).Select(z => z / Depth)], 20)
            : double.NaN;
    }

    private static double[] Even(int count) => [.. Enumerable.Range(0, count).Select(i => (i + 0.5) * Depth / count)];
}
