using Drift.Core.Fields.Sources.Flows;

namespace Drift.App.Validation;

/// <summary>
/// How fast errors fall when dt is halved: by the order of the scheme, down to 10⁻⁹ m. The stationary eddy depends on time alone, and its errors are
/// known from theory; the rotation depends on position alone.
/// </summary>
internal static class Orders
{
    private static readonly double[] Steps = [360, 180, 90, 45];

    public static IEnumerable<Measurement> Run(int threads)
    {
        foreach ((string kernel, double order, double margin, double[] theory, double theoryMargin, double refinement) in ((string, double, double, double[], double, double)[])[
            ("AdvectionEE", 1, 0.05, [95.3, 47.6, 23.8, 11.9], 0.01, 4), ("AdvectionRK2", 2, 0.05, [0.286, 7.14e-2, 1.79e-2, 4.47e-3], 0.01, 1),
            ("AdvectionRK4", 4, 0.1, [3.08627e-6, 1.92886e-7, 1.20553e-8, 7.53e-10], 0.1, 0.2)])
        {
            double[] errors = [.. Steps.Select(dt => Distance(Eddies.Walk(new StationaryEddy(), kernel, 0, 0, 6, dt, threads), Eddies.Stationary(21600)))];
            for (int i = 0; i < Steps.Length; i++)
                yield return Measurement.Near(FormattableString.Invariant($"stationary eddy, {kernel}, dt {Steps[i]} s: error in m"), errors[i], theory[i], theory[i] * theoryMargin);
            foreach (Measurement slope in Slopes($"stationary eddy, {kernel}", errors, order, margin))
                yield return slope;

            double angle = 2 * Math.PI * 17 / 24;
            (double X, double Y) end = (30 + (20 * Math.Sin(angle)), 30 + (20 * Math.Cos(angle)));
            errors = [.. Steps.Select(dt => Distance(Eddies.Walk(new RadialRotation(), kernel, 30, 50, 17, dt / refinement, threads), end))];
            foreach (Measurement slope in Slopes($"rotation, {kernel}", errors, order, margin))
                yield return slope;
        }
    }

    private static IEnumerable<Measurement> Slopes(string what, double[] errors, double order, double margin)
    {
        const double rounding = 1e-9;
        for (int i = 1; i < errors.Length && errors[i] > rounding; i++)
            yield return Measurement.Near($"{what}: order from halving {i}", Math.Log2(errors[i - 1] / errors[i]), order, margin);
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));
}
