using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// Uniform flows and rotations of the whole sphere, also over both poles. Source: Williamson et al. (1992), "A standard test set for numerical
/// approximations to the shallow water equations in spherical geometry", J. Comput. Phys. 102, 211–224.
/// </summary>
internal static class SphereFlows
{
    public static IEnumerable<Measurement> Run(int threads)
    {
        double time = 864_000;
        foreach (double lat in (double[])[0, 45, -80])
        {
            (double lon, _) = Walk(new Uniform(1.5, 0), 10, lat, 10, 60, threads);
            yield return Measurement.AtMost(
                FormattableString.Invariant($"zonal flow at {lat}°, 10 d: relative error"), Math.Abs(((lon - 10) / (1.5 * time / (Constants.MetresPerDegree * Math.Cos(lat * Math.PI / 180)))) - 1), 1e-6);
        }

        (_, double north) = Walk(new Uniform(0, 0.7), 10, -5, 10, 60, threads);
        yield return Measurement.AtMost("meridional flow, 10 d: relative error", Math.Abs(((north + 5) / (0.7 * time / Constants.MetresPerDegree)) - 1), 1e-6);

        double[] errors = [.. ((double[])[240, 120, 60]).Select(dt => Walk(new SolidBodyRotation(12 * 86400, 30), 40, 10, 12, dt, threads)).Select(end => Degrees(40, 10, end.Lon, end.Lat))];
        yield return Measurement.Near("rotation tilted by 30°, one turn: order from halving 4 h", Math.Log2(errors[0] / errors[1]), 4, 0.1);
        yield return Measurement.Near("rotation tilted by 30°, one turn: order from halving 2 h", Math.Log2(errors[1] / errors[2]), 4, 0.1);
        (double turned, double same) = Walk(new SolidBodyRotation(), 20, 60, 12, 60, threads);
        yield return Measurement.AtMost("rotation about the axis, one turn: degrees from the start", Degrees(20, 60, turned, same), 1e-3);
        (double over, double back) = Walk(new SolidBodyRotation(12 * 86400, 90), -90, 0, 12, 60, threads);
        yield return Measurement.AtMost("rotation over both poles, one turn, dt 1 h: degrees from the start", Degrees(-90, 0, over, back), 1e-3);
    }

    private static (double Lon, double Lat) Walk<T>(T flow, double lon, double lat, double days, double minutes, int threads) where T : struct, IAnalyticFlow
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Spherical, flow);
        using var particles = new ParticleSet(fields, [lon], [lat]);
        particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(days), TimeSpan.FromMinutes(minutes), threads: threads);
        return (particles.Lon[0], particles.Lat[0]);
    }

    /// <summary>The angle between two places in degrees, by the formula that is exact for small angles too.</summary>
    private static double Degrees(double lonA, double latA, double lonB, double latB)
    {
        const double radian = Math.PI / 180;
        double sinLat = Math.Sin((latB - latA) / 2 * radian), sinLon = Math.Sin((lonB - lonA) / 2 * radian);
        return 2 / radian * Math.Asin(Math.Min(1, Math.Sqrt((sinLat * sinLat) + (Math.Cos(latA * radian) * Math.Cos(latB * radian) * sinLon * sinLon))));
    }
}
