using Drift.Core.Files;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

// Real ranks and real programs on few cores: side by side they would only slow each other down.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Drift.App.Tests;

/// <summary>A folder in which the real program runs experiments.</summary>
internal sealed class Lab : IDisposable
{
    /// <summary>Twenty particles on a plane, advected and diffused for six hours; every kind of key stands in a line of its own.</summary>
    public const string Text = """
        title: a test
        mesh: flat
        fields: {U: 0.1, V: 0, Kh_zonal: 10, Kh_meridional: 10}
        particles:
          count: 20
          lon: {from: 0, to: 1000}
          lat: 5
        kernels: [AdvectionRK4, DiffusionUniformKh]
        execution:
          runtime: 6 h
          dt: 10 min
        seed: 7
        output:
          file: out.h5
          every: 1 h
        """;

    /// <summary>Five particles in the currents of <see cref="WriteCurrents"/>.</summary>
    public const string Currents = """
        mesh: spherical
        fields:
          U: {files: currents.nc, variable: uo}
          V: {files: currents.nc, variable: vo}
        particles: {count: 5, lon: {from: 11, to: 12}, lat: 1}
        kernels: [AdvectionRK4]
        execution: {runtime: 1 d, dt: 1 h}
        output: {file: out.h5, every: 6 h}
        """;

    private readonly TemporaryFolder folder = new();

    /// <summary>The program as ./drift starts it.</summary>
    public static string Program { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Drift.App", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "drift"));

    /// <summary>The folder of the solution, four above that of the tests.</summary>
    public static string Checkout { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    public string Folder => folder.Path;

    /// <summary>The full path of a file in the folder.</summary>
    public string File(string name) => folder.File(name);

    public Lab Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return this;
    }

    /// <summary>A file of currents around the equator, NetCDF-4: uo = 0.5 and vo = 0.1 m s-1 on 10 … 14° E, −2 … 2° N, daily from 2002-01-01.</summary>
    public Lab WriteCurrents(string name = "currents.nc", int days = 3, string units = "days since 2002-01-01")
    {
        using NetcdfWriter file = NetcdfWriter.Create(File(name));
        foreach ((string axis, long length) in new[] { ("time", (long)days), ("lat", 5), ("lon", 5) })
            file.DefineDimension(axis, length);
        foreach ((string axis, string unit) in new[] { ("time", units), ("lat", "degrees_north"), ("lon", "degrees_east") })
        {
            file.DefineVariable(axis, NetcdfType.Float64, [axis]);
            file.PutAttribute(axis, NetcdfAttribute.Of("units", unit));
        }

        foreach (string variable in new[] { "uo", "vo" })
        {
            file.DefineVariable(variable, NetcdfType.Float32, ["time", "lat", "lon"]);
            file.PutAttribute(variable, NetcdfAttribute.Of("units", "m s-1"));
        }

        file.EndDefinitions();
        file.Write<double>("time", [0], [days], Line(0, days));
        file.Write<double>("lat", [0], [5], Line(-2, 5));
        file.Write<double>("lon", [0], [5], Line(10, 5));
        file.Write<float>("uo", [0, 0, 0], [days, 5, 5], Constant(0.5f, days * 25));
        file.Write<float>("vo", [0, 0, 0], [days, 5, 5], Constant(0.1f, days * 25));
        file.Close();
        return this;
    }

    /// <summary>Runs <c>drift</c> alone.</summary>
    public ShellResult Drift(params IEnumerable<string> arguments) => Shell.Run(Program, arguments, Plain(), TimeSpan.FromMinutes(2), Folder);

    /// <summary>Runs <c>drift</c> on ranks.</summary>
    public ShellResult Drift(Mpiexec mpi, int ranks, params IEnumerable<string> arguments) =>
        mpi.Run(ranks, [Program, .. arguments], timeout: TimeSpan.FromMinutes(2), folder: Folder);

    /// <summary>Runs an experiment and asserts that it was done.</summary>
    /// <returns>The output.</returns>
    public TrajectoryFile Run(string text, string output = "out.h5", params IEnumerable<string> arguments) => Done(Drift(Arguments(text, output, arguments)), output);

    /// <summary>As <see cref="Run(string,string,IEnumerable{string})"/>, on ranks.</summary>
    public TrajectoryFile Run(Mpiexec mpi, int ranks, string text, string output = "out.h5", params IEnumerable<string> arguments) =>
        Done(Drift(mpi, ranks, Arguments(text, output, arguments)), output);

    public void Dispose() => folder.Dispose();

    /// <summary>The environment of a user who started no launcher.</summary>
    public static Dictionary<string, string?> Plain()
    {
        var variables = Mpiexec.LauncherVariables.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        variables["TERM"] = "dumb";
        return variables;
    }

    private string[] Arguments(string text, string output, IEnumerable<string> arguments)
    {
        Write("run.yaml", text);
        return ["run", "run.yaml", "--output", output, .. arguments];
    }

    private TrajectoryFile Done(ShellResult result, string output)
    {
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.False(System.IO.File.Exists(File(output + ".partial")));
        return TrajectoryFile.Open(File(output));
    }

    private static double[] Line(double from, int count) => [.. Enumerable.Range(0, count).Select(i => from + i)];

    private static float[] Constant(float value, int count)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
