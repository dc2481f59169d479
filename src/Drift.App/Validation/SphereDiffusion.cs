using Drift.Core.Kernels;

namespace Drift.App.Validation;

/// <summary>
/// Diffusion on the whole sphere: the uniform density stays uniform over 50 years, and the mean of a spherical harmonic decays as its theory
/// says, also beside a pole. Source: Brillinger (1997), "A particle migrating randomly on a sphere", J. Theor. Probab. 10, 429–443.
/// </summary>
internal static class SphereDiffusion
{
    private const int Count = 20_000, Days = 18_262;

    public static IEnumerable<Measurement> Run(int threads)
    {
        const double limit = SphereWalks.ChiSquareLimit;
        yield return Measurement.AtMost("uniform density after 50 years: χ²(19)", Uniformity(new DiffusionUniformKh(), threads), limit);
        yield return Measurement.AtLeast("control without the drift −K tan φ/R²: χ²(19)", Uniformity(new DiffusionUniformKh { Metric = SphereMetric.Parcels }, threads), 2 * limit);
        yield return Measurement.AtLeast("control with latitudes clamped at ±90°: χ²(19)", Uniformity(new PlainDrift { IsClamped = true }, threads), 2 * limit);
        double left = SphereWalks.Left(2000);
        double[] cosines = Cosines(new DiffusionUniformKh(), threads), control = Cosines(new PlainDrift(), threads);
        yield return Measurement.Mean("release at 89.5° N, 2000 d: mean cosine of the angle from there", cosines, left);
        double error = Statistics.Deviation(control) / Math.Sqrt(Count);
        yield return Measurement.AtLeast("control with the plain drift: standard errors below", (left - Statistics.Mean(control)) / error, Statistics.Sigmas);
        foreach (double lat in (double[])[10, -45, 75])
        {
            double[] sines = SphereWalks.Sines(SphereWalks.Walk(new DiffusionUniformKh(), SphereWalks.At(0, lat, Count), 2000, seed: 4, threads: threads).Lat);
            yield return Measurement.Mean(FormattableString.Invariant($"release at {lat}°, 2000 d: mean sine of latitude"), sines, Math.Sin(lat * Math.PI / 180) * left);
        }
    }

    private static double Uniformity(IKernel kernel, int threads) => SphereWalks.ChiSquare(SphereWalks.Walk(kernel, SphereWalks.Uniform(Count), Days, 1, threads: threads).Lat);

    private static double[] Cosines(IKernel kernel, int threads) => SphereWalks.CosinesFrom(30, 89.5, SphereWalks.Walk(kernel, SphereWalks.At(30, 89.5, Count), 2000, 11, threads: threads));
}
