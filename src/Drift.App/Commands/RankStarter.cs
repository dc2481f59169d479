using System.Diagnostics;
using System.Globalization;
using Drift.App.Processes;
using Drift.Core.Foundation;

namespace Drift.App.Commands;

/// <summary>Starts this program on several ranks, for commands that compare runs.</summary>
internal static class RankStarter
{
    /// <summary>Runs the program and waits for its end; what it says goes where this program's messages go.</summary>
    /// <param name="mpi">openmpi or mpich; empty for the machine's own mpiexec.</param>
    /// <param name="ranks">Number of ranks; a single one needs no launcher, unless an MPI was named.</param>
    /// <param name="arguments">Arguments of the program.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(string mpi, int ranks, IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> command = ChildProcess.Own(arguments);
        if (ranks == 1 && mpi.Length == 0)
            return Start(command[0], command.Skip(1));
        string launcher = Launcher(mpi);
        string[] more = IsOpenMpi(launcher) ? ["--oversubscribe", "--bind-to", "none"] : [];
        return Start(launcher, ["-n", ranks.ToString(CultureInfo.InvariantCulture), .. more, .. command]);
    }

    private static string Launcher(string mpi)
    {
        string[] names = mpi switch
        {
            "" => ["mpiexec", "mpiexec.openmpi", "mpiexec.mpich"],
            "openmpi" => ["mpiexec.openmpi", "mpiexec"],
            "mpich" => ["mpiexec.mpich", "mpiexec.hydra", "mpiexec"],
            _ => throw Usage.Wrong("--mpi", $"there is no MPI '{mpi}'", "give openmpi or mpich, or leave it away"),
        };
        return ChildProcess.Find(names)
            ?? throw new DriftException(ExitCode.Mpi, new Problem("", $"{names[0]} was not found", "install an MPI (openmpi-bin or mpich on Debian, 'module load openmpi' on a cluster)"));
    }

    private static bool IsOpenMpi(string launcher)
    {
        var start = new ProcessStartInfo(launcher, "--version") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Contains("Open MPI", StringComparison.Ordinal) || text.Contains("OpenRTE", StringComparison.Ordinal);
    }

    private static int Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["TERM"] = "dumb";
        if (Environment.IsPrivilegedProcess)
        {
            // Whoever runs this as root has decided so already.
            start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
            start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        }

        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
