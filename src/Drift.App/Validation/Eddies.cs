using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// Inertial oscillations with exact positions. Source: Fabbroni (2009), "Numerical simulations of passive tracers dispersion in the sea", PhD thesis,
/// University of Bologna; the parameters are those of Parcels' tests. Limits are relative to the position.
/// </summary>
internal static class Eddies
{
    private const double Speed = 0.3, Drift = 0.04, Coriolis = 1e-4, Decay = 1 / (86400 * 2.89), DecayOfDrift = 1 / (86400 * 28.9);

    /// <summary>Schemes and their limits at dt 300 s.</summary>
    private static readonly (string Kernel, double Limit)[] Schemes =
        [("AdvectionEE", 1e-2), ("AdvectionRK2", 1e-4), ("AdvectionRK4", 1e-5), ("AdvectionRK45", 1e-5), ("AdvectionDiffusionEM", 1e-2), ("AdvectionDiffusionM1", 1e-2)];

    public static IEnumerable<Measurement> Run(int threads)
    {
        foreach ((string kernel, double limit) in Schemes)
        {
            yield return Measured("stationary eddy, 6 h", new StationaryEddy(), kernel, limit, 12000, 12500, 6, Stationary, threads);
            yield return Measured("moving eddy, 6 h", new MovingEddy(), kernel, limit, 12000, 12500, 6, Moving, threads);
            yield return Measured("decaying eddy, 6 h", new DecayingEddy(), kernel, limit, 12000, 12500, 6, Decaying, threads);
            yield return Measured("decaying eddy, 2 d", new DecayingEddy(), kernel, limit, 10000, 10000, 48, Decaying, threads);
        }
    }

    /// <summary>Displacement in the stationary eddy after t seconds.</summary>
    public static (double X, double Y) Stationary(double t) => (Speed / Coriolis * Math.Sin(Coriolis * t), -Speed / Coriolis * (1 - Math.Cos(Coriolis * t)));

    /// <summary>Displacement in the moving eddy.</summary>
    public static (double X, double Y) Moving(double t) =>
        ((Drift * t) + ((Speed - Drift) / Coriolis * Math.Sin(Coriolis * t)), -(Speed - Drift) / Coriolis * (1 - Math.Cos(Coriolis * t)));

    /// <summary>Displacement in the decaying eddy.</summary>
    public static (double X, double Y) Decaying(double t)
    {
        double size = Coriolis * (Speed - Drift) / ((Coriolis * Coriolis) + (Decay * Decay)), ratio = Decay / Coriolis, left = Math.Exp(-Decay * t);
        return (
            (Drift / DecayOfDrift * (1 - Math.Exp(-DecayOfDrift * t))) + (size * (ratio + (left * (Math.Sin(Coriolis * t) - (ratio * Math.Cos(Coriolis * t)))))),
            -size * (1 - (left * (Math.Cos(Coriolis * t) + (ratio * Math.Sin(Coriolis * t))))));
    }

    /// <summary>Where a particle gets to.</summary>
    public static (double X, double Y) Walk<T>(T flow, string kernel, double x, double y, double hours, double dt, int threads) where T : struct, IAnalyticFlow
    {
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, flow).Add(Field.Constant("Kh_zonal", 0), Field.Constant("Kh_meridional", 0));
        using var particles = new ParticleSet(fields, [x], [y]);
        particles.Execute(KernelRegistry.Make(kernel), TimeSpan.FromHours(hours), TimeSpan.FromSeconds(dt), threads: threads);
        return (particles.Lon[0], particles.Lat[0]);
    }

    private static Measurement Measured<T>(
        string name, T flow, string kernel, double limit, double x0, double y0, double hours, Func<double, (double X, double Y)> exact, int threads)
        where T : struct, IAnalyticFlow
    {
        (double dx, double dy) = exact(hours * 3600);
        (double x, double y) = Walk(flow, kernel, x0, y0, hours, 300, threads);
        double error = Math.Max(Math.Abs((x / (x0 + dx)) - 1), Math.Abs((y / (y0 + dy)) - 1));
        return Measurement.AtMost($"{name}, {kernel}: relative error", error, limit);
    }
}
