using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.Slurm.Tests;

/// <summary>The folder that jobs are submitted from, with the scripts of <c>scripts/slurm</c> at hand.</summary>
/// <param name="lab">The SLURM that runs them.</param>
internal sealed class SlurmJob(SlurmLab lab) : IDisposable
{
    /// <summary>Where logs and outputs come to lie.</summary>
    public string Folder { get; } = lab.NewFolder();

    /// <summary>The launcher of the checkout.</summary>
    public static string Drift { get; } = Path.Combine(SlurmLab.Root, "drift");

    /// <summary>Everything that jobs have written into their logs.</summary>
    public string Log => string.Concat(Directory.EnumerateFiles(Folder, "*.log").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    /// <summary>The path of an output.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The path of an example.</summary>
    public static string Example(string name) => Path.Combine(SlurmLab.Root, "examples", name);

    /// <summary>Submits a script and waits for the end of the job.</summary>
    /// <param name="script">Name in <c>scripts/slurm</c>.</param>
    /// <param name="mpi">openmpi or mpich.</param>
    /// <param name="sbatch">Options of sbatch.</param>
    /// <param name="arguments">Arguments of the script.</param>
    /// <param name="variables">More variables for the script.</param>
    /// <returns>The exit code is that of the job.</returns>
    public ShellResult Submit(string script, string mpi, string[] sbatch, string[] arguments, params (string Name, string Value)[] variables)
    {
        using RunningProgram running = Start(script, mpi, sbatch, arguments, variables);
        return running.Wait(TimeSpan.FromMinutes(5));
    }

    /// <summary>As <see cref="Submit"/>, without waiting for the end.</summary>
    public RunningProgram Start(string script, string mpi, string[] sbatch, string[] arguments, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DRIFT"] = Drift,
            ["DRIFT_MPI"] = mpi,
            ["DRIFT_SKIP_SETUP"] = "1",
        };
        foreach ((string name, string value) in variables)
            environment[name] = value;
        string path = Path.Combine(SlurmLab.Root, "scripts", "slurm", script);
        return lab.Start("sbatch", ["--wait", .. sbatch, path, .. arguments], environment, Folder);
    }

    /// <summary>Runs the program on one rank, without SLURM.</summary>
    public void RunAlone(params string[] arguments)
    {
        ShellResult result = lab.Run(Drift, ["run", .. arguments, "--quiet"], Alone, Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Whether two outputs hold the same data, by <c>drift diff</c>.</summary>
    public void AssertEqual(string a, string b)
    {
        ShellResult result = lab.Run(Drift, ["diff", a, b], Alone, Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Longitudes of one realisation at the last output.</summary>
    public double[] LastLongitudes(string output, int realisation, int particles)
    {
        using var file = TrajectoryFile.Open(PathOf(output));
        double[] lon = new double[particles];
        file.ReadRows(file.Times.Count - 1, file.IndexOf("lon"), (long)realisation * particles, lon.AsSpan());
        return lon;
    }

    /// <summary>Ends what a failed test has left in the queue: the next one would wait for it.</summary>
    public void Dispose() => lab.Run("scancel", ["--user=root"]);

    private static Dictionary<string, string?> Alone { get; } = new(StringComparer.Ordinal) { ["DRIFT_SKIP_SETUP"] = "1" };
}
