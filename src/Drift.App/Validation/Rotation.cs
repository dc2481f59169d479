using Drift.Core.Fields.Sources.Flows;

namespace Drift.App.Validation;

/// <summary>Rotation as a rigid body about (30 m, 30 m), once a day: 20 m away after 17 h, and the centre stays, bit by bit.</summary>
internal static class Rotation
{
    public static IEnumerable<Measurement> Run(int threads)
    {
        foreach (string kernel in (string[])["AdvectionRK4", "AdvectionRK45"])
        {
            (double x, double y) = Eddies.Walk(new RadialRotation(), kernel, 30, 50, 17, 300, threads);
            double angle = 2 * Math.PI * 17 / 24, error = Math.Max(Math.Abs((x / (30 + (20 * Math.Sin(angle)))) - 1), Math.Abs((y / (30 + (20 * Math.Cos(angle)))) - 1));
            yield return Measurement.AtMost($"17 h, {kernel}: relative error", error, 1e-5);
            (x, y) = Eddies.Walk(new RadialRotation(), kernel, 30, 30, 17, 300, threads);
            yield return Measurement.Exactly($"the centre, {kernel}: x in m", x, 30);
            yield return Measurement.Exactly($"the centre, {kernel}: y in m", y, 30);
        }
    }
}
