using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Tests.Integration;

/// <summary>Field sets and particles on which all kernels have something to do.</summary>
internal static class TestFlows
{
    /// <summary>A sum of all built-in kernels, and of one that draws all other kinds of random numbers.</summary>
    public static IKernel AllKernels =>
        new AdvectionRk4() + new DiffusionUniformKh() + new BrownianMotion2D() + new AdvectionEE() + new Ageing() + new Drawing { Mean = 1, Concentration = 2 };

    /// <summary>The same kernels the other way round.</summary>
    public static IKernel AllKernelsReversed =>
        new Drawing { Mean = 1, Concentration = 2 } + new Ageing() + new AdvectionEE() + new BrownianMotion2D() + new DiffusionUniformKh() + new AdvectionRk4();

    /// <summary>A built-in kernel, with the parameters that it cannot be without.</summary>
    public static IKernel Kernel(string name) => name switch
    {
        "Sinking" => new Sinking { Speed = 1e-3 },
        "Mortality" => new Mortality { Lifetime = 1e4, MaxAge = 5e3 },
        "Decay" => new Decay { HalfLife = 1e4 },
        _ => KernelRegistry.Make(name),
    };

    /// <summary>Boundaries that some particles meet.</summary>
    public static IReadOnlyList<IBoundary> Boundaries(Mesh mesh) => mesh == Mesh.Spherical
        ? [new Periodic { West = -170, East = 150 }, new Reflecting { South = -84.9 }]
        : [new Periodic { West = 16e3, East = 190e3 }, new Reflecting { South = 10e3, North = 98e3 }];

    /// <summary>A velocity of some cm s-1 that varies in space and time, every 37 minutes from 0 to 22200 s, and a uniform diffusivity.</summary>
    /// <param name="mesh">Degrees round the globe, or 210 km × 108 km.</param>
    public static FieldSet Make(Mesh mesh)
    {
        bool isSphere = mesh == Mesh.Spherical;
        var lon = new Axis([.. Enumerable.Range(0, 36).Select(i => isSphere ? (10.0 * i) - 180 : 6000.0 * i)]);
        var lat = new Axis([.. Enumerable.Range(0, 19).Select(j => isSphere ? (10.0 * j) - 90 : 6000.0 * j)]);
        var grid = new RectilinearGrid(mesh, lon, lat);
        double[] times = [.. Enumerable.Range(0, 11).Select(k => 2220.0 * k)];
        float[] u = Values(grid, times, (t, y, x) => 0.05 * Math.Sin((3e-4 * t) + y + x)), v = Values(grid, times, (t, y, x) => 0.05 * Math.Cos((2e-4 * t) - y + (2 * x)));
        return new FieldSet(mesh).Add(
            Field.FromSource("U", new MemorySource(grid, times, u)),
            Field.FromSource("V", new MemorySource(grid, times, v)),
            Field.FromData("W", grid, Filled(grid, -1e-3f)),
            Field.FromData("H", grid, Filled(grid, 500)),
            Field.Constant("U_wind", 8), Field.Constant("V_wind", -3), Field.Constant("U_stokes", 0.1), Field.Constant("V_stokes", 0.02),
            Field.FromData("Kz", grid, Values(grid, [0], (_, y, x) => 1e-3 * (2 + Math.Sin(x + y))).AsPlane(grid)),
            Field.FromData("land", grid, Values(grid, [0], (_, y, x) => (x / 3) + (y / 4) == 7 ? 1 : 0).AsPlane(grid)),
            Field.FromData("Kh_zonal", grid, Filled(grid, 50)),
            Field.FromData("Kh_meridional", grid, Filled(grid, 80)));
    }

    /// <summary>A velocity round the globe through the faces of cells, with levels down to 120 m, that varies as that of <see cref="Make"/>.</summary>
    public static FieldSet OnCGrid()
    {
        double[] lon = [.. Enumerable.Range(0, 36).Select(i => (10.0 * i) - 180)], lat = [.. Enumerable.Range(0, 19).Select(j => (10.0 * j) - 90)], times = [0, 22200];
        var grid = new RectilinearGrid(Mesh.Spherical, new Axis(lon), new Axis(lat), new ZLevels(new Axis([0, 40, 120])));
        Field Of(string name, double size, double phase) => Field.FromSource(
            name, new MemorySource(grid, times, [.. Enumerable.Range(0, 2 * 3 * 19 * 36).Select(n => (float)(size * Math.Sin((0.7 * n) + phase)))])).InterpolatedBy("C-grid");
        return new FieldSet(Mesh.Spherical).Add(Of("U", 200, 0), Of("V", 100, 1), Of("W", 0.1, 2));
    }

    /// <summary>Particles spread over the inner part of the domain of <see cref="Make"/>.</summary>
    public static ParticleSet Particles(FieldSet fields, int count, bool hasDepth = false)
    {
        bool isSphere = fields.Mesh == Mesh.Spherical;
        double[] lon = [.. Enumerable.Range(0, count).Select(i => i * 0.61803398875 % 1 * (isSphere ? 360 : 180e3)).Select(x => isSphere ? x - 180 : x + 15e3)];
        double[] lat = [.. Enumerable.Range(0, count).Select(i => i * 0.41421356237 % 1 * (isSphere ? 170 : 90e3)).Select(y => isSphere ? y - 85 : y + 9e3)];
        return new ParticleSet(fields, lon, lat, hasDepth ? [.. lon.Select(x => Math.Abs(x % 100))] : []);
    }

    /// <summary>Longitudes, latitudes and variables, for comparison bit by bit.</summary>
    public static double[] Positions(ParticleSet particles) => [.. particles.Lon, .. particles.Lat, .. particles.Variables.SelectMany(v => v.AsSpan<double>().ToArray())];

    private static float[,] AsPlane(this float[] values, RectilinearGrid grid)
    {
        float[,] plane = new float[grid.Lat.Count, grid.Lon.Count];
        Buffer.BlockCopy(values, 0, plane, 0, values.Length * sizeof(float));
        return plane;
    }

    private static float[,] Filled(RectilinearGrid grid, float value)
    {
        float[,] values = new float[grid.Lat.Count, grid.Lon.Count];
        for (int j = 0; j < grid.Lat.Count; j++)
        {
            for (int i = 0; i < grid.Lon.Count; i++)
                values[j, i] = value;
        }

        return values;
    }

    private static float[] Values(RectilinearGrid grid, double[] times, Func<double, int, int, double> value) =>
        [.. times.SelectMany(t => Enumerable.Range(0, grid.Lat.Count).SelectMany(j => Enumerable.Range(0, grid.Lon.Count).Select(i => (float)value(t, j, i))))];
}
