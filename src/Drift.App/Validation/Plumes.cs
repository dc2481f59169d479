using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// Advection and diffusion together, where the density is known: in a uniform current, in a shear (Okubo 1966, "A note on horizontal
/// diffusion from an instantaneous source in a nonuniform flow", J. Oceanogr. Soc. Japan 22, 35–40) and in a convergence, where an
/// Ornstein–Uhlenbeck process has its stationary variance K/k.
/// </summary>
internal static class Plumes
{
    private const int Count = 10_000, Steps = 1000;
    private const double K = 10, Dt = 60, Time = Steps * Dt;

    public static IEnumerable<Measurement> Run(int threads)
    {
        foreach ((string name, IKernel kernel) in ((string, IKernel)[])[
            ("RK4 + DiffusionUniformKh", new AdvectionRk4() + new DiffusionUniformKh()), ("AdvectionDiffusionEM", new AdvectionDiffusionEM()), ("AdvectionDiffusionM1", new AdvectionDiffusionM1())])
        {
            (double[] x, double[] y) = Walk(kernel, Flow("0.1", "-0.05"), Steps, threads);
            yield return Measurement.Mean($"uniform current, {name}: mean x in m", x, 0.1 * Time);
            yield return Measurement.Mean($"uniform current, {name}: mean y in m", y, -0.05 * Time);
            yield return Variance($"uniform current, {name}: variance of x over 2Kt", x, 2 * K * Time);
            yield return Variance($"uniform current, {name}: variance of y over 2Kt", y, 2 * K * Time);

            const double shear = 2e-5;
            (x, y) = Walk(kernel, Flow("2e-5 * lat", "0"), Steps, threads);
            yield return Variance($"shear, {name}: variance of x over 2Kt + ⅔α²Kt³", x, (2 * K * Time) + (2.0 / 3 * shear * shear * K * Time * Time * Time));
            yield return Variance($"shear, {name}: variance of y over 2Kt", y, 2 * K * Time);
            yield return Covariance($"shear, {name}: covariance over αKt²", x, y, shear * K * Time * Time);

            // k dt is 10⁻³ and t four relaxation times, after which e⁻⁸ of the variance is missing.
            const double rate = 1e-3 / Dt;
            (x, y) = Walk(kernel, Flow("-lon / 60e3", "-lat / 60e3"), 4000, threads);
            yield return Variance($"convergence, {name}: variance of x over K/k", x, K / rate * (1 - Math.Exp(-8)));
            yield return Variance($"convergence, {name}: variance of y over K/k", y, K / rate * (1 - Math.Exp(-8)));
        }
    }

    private static FieldSet Flow(string u, string v) => new FieldSet(Mesh.Flat).Add(
        Field.Expression("U", u, "m s-1"), Field.Expression("V", v, "m s-1"), Field.Constant("Kh_zonal", K), Field.Constant("Kh_meridional", K));

    private static (double[] X, double[] Y) Walk(IKernel kernel, FieldSet fields, int steps, int threads)
    {
        using (fields)
        {
            using var particles = new ParticleSet(fields, new double[Count], new double[Count]);
            particles.Execute(kernel, TimeSpan.FromSeconds(steps * Dt), TimeSpan.FromSeconds(Dt), seed: 5, threads);
            return (particles.Lon.ToArray(), particles.Lat.ToArray());
        }
    }

    /// <summary>The variance over what it should be, within four standard errors of a normal distribution's.</summary>
    private static Measurement Variance(string what, double[] x, double expected) =>
        Measurement.Near(what, Math.Pow(Statistics.Deviation(x), 2) / expected, 1, Statistics.Sigmas * Math.Sqrt(2.0 / Count));

    private static Measurement Covariance(string what, double[] x, double[] y, double expected)
    {
        (double deviationX, double deviationY, double correlation) = (Statistics.Deviation(x), Statistics.Deviation(y), Statistics.Correlation(x, y));
        double error = deviationX * deviationY * Math.Sqrt((1 + (correlation * correlation)) / Count);
        return Measurement.Near(what, correlation * deviationX * deviationY / expected, 1, Statistics.Sigmas * error / expected);
    }
}
