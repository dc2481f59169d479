using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// Brownian motion with K = 100 m² s⁻¹ for a day: the spread √(2Kt) = 4156.92 m on each axis, no drift, no correlation, and the kurtosis of
/// the increments; two realisations, and two halves of the particles as two ranks would own them, have nothing in common.
/// </summary>
internal static class Brownian
{
    private const double K = 100;
    private const int Count = 100_000, Steps = 24;

    public static IEnumerable<Measurement> Run(int threads)
    {
        double sigma = Math.Sqrt(2 * K * 86400);
        foreach (string kernel in (string[])["DiffusionUniformKh", "BrownianMotion2D", "DiffusionEM", "DiffusionM1"])
        {
            foreach ((Mesh mesh, double lat) in ((Mesh, double)[])[(Mesh.Flat, 0), (Mesh.Spherical, 60)])
            {
                string name = mesh == Mesh.Flat ? $"{kernel}, plane" : FormattableString.Invariant($"{kernel}, {lat}° N");
                (double[] x, double[] y) = Walk(kernel, mesh, lat, 0, threads);
                foreach ((string axis, double[] values) in ((string, double[])[])[("x", x), ("y", y)])
                {
                    yield return Measurement.Near($"{name}: std of {axis} over √(2Kt)", Statistics.Deviation(values) / sigma, 1, Statistics.Sigmas / Math.Sqrt(2.0 * Count));
                    yield return Measurement.Near($"{name}: mean of {axis} over √(2Kt)", Statistics.Mean(values) / sigma, 0, Statistics.Sigmas / Math.Sqrt(Count));
                    yield return Measurement.Near(
                        $"{name}: excess kurtosis of {axis}", Statistics.ExcessKurtosis(values), kernel is "BrownianMotion2D" ? -1.2 / Steps : 0, Statistics.Sigmas * Math.Sqrt(24.0 / Count));
                }

                yield return Uncorrelated($"{name}: correlation of x and y", x, y);
                yield return Uncorrelated($"{name}: correlation of two realisations", x, Walk(kernel, mesh, lat, 1, threads).X);
                yield return Uncorrelated($"{name}: correlation of two halves of the particles", x[..(Count / 2)], x[(Count / 2)..]);
            }
        }
    }

    private static Measurement Uncorrelated(string what, double[] a, double[] b) => Measurement.Near(what, Statistics.Correlation(a, b), 0, Statistics.Sigmas / Math.Sqrt(a.Length));

    private static (double[] X, double[] Y) Walk(string kernel, Mesh mesh, double lat, ulong seed, int threads)
    {
        using FieldSet fields = new FieldSet(mesh).Add(Field.Constant("Kh_zonal", K), Field.Constant("Kh_meridional", K));
        using var particles = new ParticleSet(fields, new double[Count], [.. Enumerable.Repeat(lat, Count)]);
        particles.Execute(KernelRegistry.Make(kernel), TimeSpan.FromDays(1), TimeSpan.FromHours(1), seed, threads);
        double metres = mesh == Mesh.Flat ? 1 : Constants.MetresPerDegree;
        double cos = mesh == Mesh.Flat ? 1 : Math.Cos(lat * Math.PI / 180);
        return ([.. particles.Lon.ToArray().Select(x => x * metres * cos)], [.. particles.Lat.ToArray().Select(y => (y - lat) * metres)]);
    }
}
