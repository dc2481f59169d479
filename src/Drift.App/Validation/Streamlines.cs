using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// Steady flows without divergence, in which a particle stays on its streamline. Sources: ICES (2009), "Manual of recommended practices for modelling
/// physical–biological interactions during fish early life", Cooperative Research Report 295, for the peninsula; Stommel (1948), "The westward
/// intensification of wind-driven ocean currents", Trans. Am. Geophys. Union 29, 202–206, for the gyre.
/// </summary>
internal static class Streamlines
{
    public static IEnumerable<Measurement> Run(int threads)
    {
        double[] starts = [.. Enumerable.Range(1, 48).Select(k => 1000.0 * k)];
        using (FieldSet formula = FieldSet.FromFlow(Mesh.Flat, new Peninsula()))
            yield return Measurement.AtMost("peninsula, formula, 24 h, dt 300 s: relative change of ψ", Peninsula(formula, starts, isRelative: true, threads), 1e-6);
        string folder = Directory.CreateTempSubdirectory("drift-validate-").FullName;
        try
        {
            yield return Measurement.AtMost("peninsula, 100 × 50 cells, 24 h, dt 300 s: change of ψ in m2 s-1", OnGrid(Path.Combine(folder, "peninsula.nc"), [.. starts.Where(y => y is >= 3000 and <= 40_000)], threads), 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        yield return Measurement.AtMost("Stommel's gyre, formula, 600 d, dt 1 h: change of P in m s-1", Gyre(threads), 1e-3);
    }

    private static double OnGrid(string file, double[] starts, int threads)
    {
        SampleData.Write(FlowRegistry.Find("peninsula")!, file, overwrite: false);
        using FieldSet fields = new FieldSet(Mesh.Flat).Add(Field.FromSource("U", Open(file, "U")), Field.FromSource("V", Open(file, "V")));
        return Peninsula(fields, starts, isRelative: false, threads);
    }

    private static NetcdfSource Open(string file, string variable) => NetcdfSource.Open(new([file], variable, "x", "y", "time", null, variable), Mesh.Flat, "m s-1");

    private static double Peninsula(FieldSet fields, double[] starts, bool isRelative, int threads)
    {
        var flow = new Peninsula();
        using var particles = new ParticleSet(fields, [.. starts.Select(_ => 3000.0)], starts);
        double[] before = [.. starts.Select(y => Psi(3000, y))];
        particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(1), TimeSpan.FromSeconds(300), threads: threads);
        double worst = particles.CountOf(ParticleStatus.Active) == particles.Count ? 0 : double.NaN;
        for (int i = 0; i < starts.Length; i++)
        {
            double change = Math.Abs(Psi(particles.Lon[i], particles.Lat[i]) - before[i]);
            bool hasPassedTheHeadland = particles.Lon[i] > 60e3;
            worst = hasPassedTheHeadland ? Math.Max(worst, isRelative ? change / Math.Abs(before[i]) : change) : double.NaN;
        }

        return worst;

        double Psi(double x, double y) => flow.Streamfunction<Lane1>(0, y, x);
    }

    private static double Gyre(int threads)
    {
        var flow = new Stommel();
        using FieldSet fields = FieldSet.FromFlow(Mesh.Flat, flow);
        using var particles = new ParticleSet(fields, [10e3], [5000e3]);
        double start = P(10e3, 5000e3), worst = 0;
        for (int day = 0; day < 600; day++)
        {
            particles.Execute(new AdvectionRk4(), TimeSpan.FromDays(1), TimeSpan.FromHours(1), threads: threads);
            worst = Math.Max(worst, Math.Abs(P(particles.Lon[0], particles.Lat[0]) - start));
        }

        return worst;

        double P(double x, double y) => flow.Streamfunction<Lane1>(0, y, x) / flow.Size;
    }
}
