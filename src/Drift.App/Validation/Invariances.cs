using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Drift.Core.Running;

namespace Drift.App.Validation;

/// <summary>
/// The same bits on any number of threads, in lanes of any width, with kernels in any order, sorted by place, in pieces, and inside an ensemble. Differences
/// are counted in particles. Ranks are a case of their own.
/// </summary>
internal static class Invariances
{
    private const int Count = 3000, Steps = 24;

    public static IEnumerable<Measurement> Run(int threads)
    {
        double[] expected = Walk(Kernels, LaneWidth.One, 1);
        foreach (int many in (int[])[1, 2, 5])
        {
            foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
                yield return Same($"{many} threads, lanes of {(lanes == LaneWidth.One ? 1 : lanes == LaneWidth.Four ? 4 : 8)}", expected, Walk(Kernels, lanes, many));
        }

        yield return Same("kernels in another order", expected, Walk(new Ageing() + new DiffusionUniformKh() + new AdvectionRk45 { Tolerance = 0.01 } + new AdvectionRk4(), LaneWidth.Automatic, threads));
        yield return Same("particles sorted by place", expected, Walk(Kernels, LaneWidth.Automatic, threads, isSorted: true));
        yield return Same("in pieces of 1, 10 and 13 steps", expected, Walk(Kernels, LaneWidth.Automatic, threads, pieces: [1, 10, 13]));
        yield return Same("seed 5 in an ensemble against a run of its own", Walk(Kernels, LaneWidth.Automatic, threads, seed: 5), InEnsemble(5, threads));
        yield return Measurement.AtLeast("control, another seed: particles that differ", Different(expected, Walk(Kernels, LaneWidth.Automatic, threads, seed: 5)), 0.99 * Count);
    }

    private static IKernel Kernels => new AdvectionRk4() + new AdvectionRk45 { Tolerance = 0.01 } + new DiffusionUniformKh() + new Ageing();

    private static Measurement Same(string what, double[] expected, double[] found) => Measurement.Exactly($"{what}: particles that differ", Different(expected, found), 0);

    private static double Different(double[] a, double[] b)
    {
        int different = 0;
        for (int i = 0; i < a.Length / 2; i++)
            different += BitConverter.DoubleToInt64Bits(a[i]) != BitConverter.DoubleToInt64Bits(b[i]) || BitConverter.DoubleToInt64Bits(a[i + (a.Length / 2)]) != BitConverter.DoubleToInt64Bits(b[i + (b.Length / 2)]) ? 1 : 0;
        return different;
    }

    private static FieldSet Fields() =>
        FieldSet.FromFlow(Mesh.Flat, new DoubleGyre()).Add(Field.Constant("Kh_zonal", 1e-4), Field.Expression("Kh_meridional", "1e-4 * (1 + lat)", "m2 s-1"));

    private static double[] Lon => [.. Enumerable.Range(0, Count).Select(i => 0.1 + (1.8 * (i * 0.61803398875 % 1)))];

    private static double[] Lat => [.. Enumerable.Range(0, Count).Select(i => 0.1 + (0.8 * (i * 0.41421356237 % 1)))];

    private static IReadOnlyList<IBoundary> Walls => [new Reflecting { West = 0, East = 2, South = 0, North = 1 }];

    private static double[] Walk(IKernel kernel, LaneWidth lanes, int threads, ulong seed = 0, bool isSorted = false, int[]? pieces = null)
    {
        using FieldSet fields = Fields();
        using var particles = new ParticleSet(fields, Lon, Lat);
        foreach (int steps in pieces ?? [Steps])
            particles.Execute(kernel, TimeSpan.FromSeconds(0.25 * steps), TimeSpan.FromSeconds(0.25), seed, threads, lanes, Walls, isSorted);
        return [.. particles.Lon, .. particles.Lat];
    }

    private static double[] InEnsemble(ulong seed, int threads)
    {
        using FieldSet fields = Fields();
        using var particles = new ParticleSet(fields, 0, [new Segment(0, seed + 1, 0, 0, Count), new Segment(1, seed, 0, Count, Count)]);
        for (int r = 0; r < 2; r++)
        {
            Lon.CopyTo(particles.Lon[(r * Count)..]);
            Lat.CopyTo(particles.Lat[(r * Count)..]);
        }

        new TimeLoop(particles, KernelPlan.Make([Kernels], fields, Walls), new StepClock(default, TimeSpan.FromSeconds(0.25)), threads, LaneWidth.Automatic).Advance(0, Steps);
        return [.. particles.Lon[Count..], .. particles.Lat[Count..]];
    }
}
