using Drift.App.Validation;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>Random walks on the sphere with K = 10⁴ m² s⁻¹ and steps of a day, and what is known of them.</summary>
internal static class SphereWalks
{
    public const double K = 1e4;

    /// <summary>Limit of χ² of 19 degrees of freedom at 99.9 %.</summary>
    public const double ChiSquareLimit = 43.8;

    private const double Radius = 1852 * 60 * 180 / Math.PI;

    /// <summary>e^(−2Kt/R²): how much of the mean of a spherical harmonic of degree 1 is left.</summary>
    public static double Left(double days) => Math.Exp(-2 * K * days * 86400 / (Radius * Radius));

    /// <summary>A uniform start: the sine of latitude, and the longitude, evenly spread.</summary>
    public static (double[] Lon, double[] Lat) Uniform(int count) => (
        [.. Enumerable.Range(0, count).Select(i => (360 * (i * 0.61803398874989485 % 1)) - 180)],
        [.. Enumerable.Range(0, count).Select(i => Math.Asin((((2 * i) + 1.0) / count) - 1) * 180 / Math.PI)]);

    /// <summary>All particles at one place.</summary>
    public static (double[] Lon, double[] Lat) At(double lon, double lat, int count) =>
        ([.. Enumerable.Repeat(lon, count)], [.. Enumerable.Repeat(lat, count)]);

    /// <summary>Walks, and gives the positions at the end.</summary>
    public static (double[] Lon, double[] Lat) Walk(IKernel kernel, (double[] Lon, double[] Lat) start, int days, ulong seed, double zonal = K, double meridional = K, int threads = 2)
    {
        using FieldSet fields = new FieldSet(Mesh.Spherical).Add(Field.Constant("Kh_zonal", zonal), Field.Constant("Kh_meridional", meridional));
        using var particles = new ParticleSet(fields, start.Lon, start.Lat);
        particles.Execute(kernel, TimeSpan.FromDays(days), TimeSpan.FromDays(1), seed, threads);
        if (particles.CountOf(ParticleStatus.Active) != particles.Count)
            throw new InvalidOperationException($"{particles.Count - particles.CountOf(ParticleStatus.Active)} particles ended");
        return (particles.Lon.ToArray(), particles.Lat.ToArray());
    }

    /// <summary>Sines of latitudes, which are evenly spread where the density is uniform.</summary>
    public static double[] Sines(double[] lat) => [.. lat.Select(y => Math.Sin(y * Math.PI / 180))];

    /// <summary>χ² of 20 bins of equal area.</summary>
    public static double ChiSquare(double[] lat) => Statistics.ChiSquare([.. Sines(lat).Select(s => (s + 1) / 2)], 20);

    /// <summary>Cosines of the angles from a place.</summary>
    public static double[] CosinesFrom(double lon, double lat, (double[] Lon, double[] Lat) ends) =>
        [.. ends.Lon.Zip(ends.Lat, (x, y) => (Sin(lat) * Sin(y)) + (Cos(lat) * Cos(y) * Cos(x - lon)))];

    private static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
}
