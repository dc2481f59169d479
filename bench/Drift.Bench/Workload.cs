using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Bench;

/// <summary>A job to measure: fields, kernel, start positions and dt.</summary>
/// <param name="Name">What it is, for tables.</param>
/// <param name="PlainC">Mode of the plain C loop that does the same; null if there is none.</param>
/// <param name="Steps">Steps of one run.</param>
/// <param name="Dt">Length of a step.</param>
/// <param name="Kernel">The kernel or sum of kernels.</param>
/// <param name="Fields">Makes the fields.</param>
public sealed record Workload(string Name, string? PlainC, int Steps, TimeSpan Dt, IKernel Kernel, Func<FieldSet> Fields)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly Lazy<MemorySource[]> Basin = new(MakeBasin);

    /// <summary>All jobs, in the order of the tables.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("DiffusionUniformKh, constant Kh", "normal", 240, Hour, new DiffusionUniformKh(), ConstantKh),
        new("DiffusionUniformKh, Kh on 2 x 2 nodes", "normal", 240, Hour, new DiffusionUniformKh(), TwoByTwoKh),
        new("DiffusionUniformKh, Kh on 401 x 401 nodes", "kh-grid", 240, Hour, new DiffusionUniformKh(), GriddedKh),
        new("BrownianMotion2D, constant Kh", "uniform", 240, Hour, new BrownianMotion2D(), ConstantKh),
        new("BrownianMotion2D, Kh on 2 x 2 nodes", "uniform", 240, Hour, new BrownianMotion2D(), TwoByTwoKh),
        new("AdvectionRK4, 800 x 600 x 10", "rk4", 60, FiveMinutes, new AdvectionRk4(), Flow),
        new("AdvectionEE, 800 x 600 x 10", null, 60, FiveMinutes, new AdvectionEE(), Flow),
        new("AdvectionRK4 + DiffusionUniformKh, 800 x 600 x 10", null, 60, FiveMinutes, new AdvectionRk4() + new DiffusionUniformKh(), Flow),
    ];

    /// <summary>Particles at their starts: at the origin, or in random order in the basin.</summary>
    public ParticleSet Release(int particles)
    {
        FieldSet fields = Fields();
        double[] lon = new double[particles];
        double[] lat = new double[particles];
        if (fields.Mesh == Mesh.Flat)
        {
            for (int i = 0; i < particles; i++)
            {
                new RandomStream(12345, 0).Uniforms(Lane1.CountFromBits((ulong)i), KernelSlot.Release, 0, out Lane1 x, out Lane1 y);
                lon[i] = (0.05 + (0.9 * x)) * 799e3;
                lat[i] = (0.05 + (0.9 * y)) * 599e3;
            }
        }

        return new ParticleSet(fields, lon, lat);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static FieldSet ConstantKh() =>
        new FieldSet(Mesh.Spherical).Add(Field.Constant("Kh_zonal", 100), Field.Constant("Kh_meridional", 100));

    private static FieldSet TwoByTwoKh() =>
        FieldSet.FromData(Mesh.Spherical, lon: [-20, 20], lat: [-20, 20], ("Kh_zonal", 100), ("Kh_meridional", 100));

    private static FieldSet GriddedKh()
    {
        double[] degrees = [.. Enumerable.Range(0, 401).Select(i => -20 + (0.1 * i))];
        var zonal = new float[401, 401];
        var meridional = new float[401, 401];
        for (int j = 0; j < 401; j++)
        {
            for (int i = 0; i < 401; i++)
            {
                zonal[j, i] = (float)(100 + (20 * Math.Sin(0.05 * i) * Math.Cos(0.03 * j)));
                meridional[j, i] = (float)(100 + (20 * Math.Cos(0.04 * i) * Math.Sin(0.06 * j)));
            }
        }

        return FieldSet.FromData(Mesh.Spherical, degrees, degrees, ("Kh_zonal", zonal), ("Kh_meridional", meridional));
    }

    private static FieldSet Flow() => new FieldSet(Mesh.Flat).Add(
        Field.FromSource("U", Basin.Value[0]), Field.FromSource("V", Basin.Value[1]),
        Field.Constant("Kh_zonal", 10), Field.Constant("Kh_meridional", 10));

    /// <summary>The basin of pulsing eddies of the plain C loop.</summary>
    private static MemorySource[] MakeBasin()
    {
        const int nx = 800, ny = 600, snapshots = 10;
        const double spacing = 1000;
        var grid = new RectilinearGrid(
            Mesh.Flat,
            new Axis([.. Enumerable.Range(0, nx).Select(i => i * spacing)]),
            new Axis([.. Enumerable.Range(0, ny).Select(j => j * spacing)]));
        double[] times = [.. Enumerable.Range(0, snapshots).Select(k => k * 6 * 3600.0)];
        var u = new float[snapshots * ny * nx];
        var v = new float[snapshots * ny * nx];
        for (int k = 0, at = 0; k < snapshots; k++)
        {
            double strength = 1 + (0.3 * Math.Sin(0.7 * k));
            for (int j = 0; j < ny; j++)
            {
                for (int i = 0; i < nx; i++, at++)
                {
                    (double x, double y) = (8 * Math.PI * i / (nx - 1), 6 * Math.PI * j / (ny - 1));
                    u[at] = (float)(-strength * Math.Sin(x) * Math.Cos(y));
                    v[at] = (float)(strength * Math.Cos(x) * Math.Sin(y));
                }
            }
        }

        return [new MemorySource(grid, times, u, "m s-1"), new MemorySource(grid, times, v, "m s-1")];
    }
}
