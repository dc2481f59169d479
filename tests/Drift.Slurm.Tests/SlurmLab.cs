using System.Runtime.InteropServices;
using Drift.Testing;
using Xunit;

namespace Drift.Slurm.Tests;

/// <summary>
/// A real SLURM of virtual nodes on this machine, from <c>tests/slurm/slurm-lab.sh</c>: in a folder of its own, started
/// by the first test that asks for it, ended with its jobs when it is disposed.
/// </summary>
public sealed class SlurmLab : IDisposable
{
    private readonly Lazy<ShellResult> started;
    private readonly PosixSignalRegistration interrupted;

    /// <summary>A lab of three nodes with two processors each.</summary>
    public SlurmLab()
        : this(nodes: 3, processors: 2)
    {
    }

    /// <summary>A lab that is not started yet.</summary>
    /// <param name="nodes">Number of virtual nodes.</param>
    /// <param name="processors">Processors that SLURM believes each node to have.</param>
    internal SlurmLab(int nodes, int processors)
    {
        Folder = Directory.CreateTempSubdirectory("drift-slurm-").FullName;
        started = new(() => Script("up", $"{nodes}", $"{processors}"));
        // Also where the tests are ended from outside: daemons would outlive them.
        interrupted = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Dispose());
    }

    /// <summary>The folder of the lab; jobs may keep their files in <see cref="NewFolder"/>.</summary>
    public string Folder { get; }

    /// <summary>The checkout that the tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Skips the test, by name of what is missing, where there can be no lab.</summary>
    public static void Require()
    {
        Assert.SkipUnless(string.Equals(System.Environment.UserName, "root", StringComparison.Ordinal), "a SLURM of one's own needs root");
        foreach (string program in (string[])["slurmctld", "slurmd", "munged", "sbatch", "srun"])
        {
            Assert.SkipWhen(
                Shell.Find(program) is null && !File.Exists(Path.Combine("/usr/sbin", program)), $"{program} is not installed");
        }
    }

    /// <summary>A new folder for the files of one job.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, "jobs", Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Runs a program as a user on the login node would: with the lab's SLURM and no launcher's variables.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">One by one.</param>
    /// <param name="environment">More variables, or with null fewer.</param>
    /// <param name="folder">Folder to run in.</param>
    public ShellResult Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        using RunningProgram running = Start(program, arguments, environment, folder);
        return running.Wait(TimeSpan.FromMinutes(5)); // the first job may have to wait for ./drift to build
    }

    /// <summary>As <see cref="Run"/>, without waiting for the end.</summary>
    public RunningProgram Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        Require();
        Assert.True(started.Value.ExitCode == 0, started.Value.ToString());
        return Shell.Start(program, arguments, Variables(environment), folder ?? Folder);
    }

    /// <summary>Runs the script of the lab itself.</summary>
    internal ShellResult Script(params string[] arguments) =>
        Shell.Run(Path.Combine(Root, "tests", "slurm", "slurm-lab.sh"), arguments, Variables(null), TimeSpan.FromMinutes(1), Folder);

    /// <summary>Ends the lab, its jobs included, and removes its folder.</summary>
    public void Dispose()
    {
        interrupted.Dispose();
        if (started.IsValueCreated)
            Script("down");
        Directory.Delete(Folder, recursive: true);
    }

    private Dictionary<string, string?> Variables(IReadOnlyDictionary<string, string?>? more)
    {
        var variables = Mpiexec.LauncherVariables.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        variables["SLURM_LAB"] = Folder;
        variables["SLURM_CONF"] = Path.Combine(Folder, "slurm.conf");
        variables["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        variables["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        foreach ((string name, string? value) in more ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            variables[name] = value;
        return variables;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Drift.Hpc.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Drift.Hpc.sln above {AppContext.BaseDirectory}");
    }
}
