using System.Globalization;
using System.Text;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>An experiment that takes minutes, with an output several times a second, for tests that disturb it.</summary>
internal static class LongRun
{
    public const string Text = """
        mesh: flat
        fields: {U: 0.1, V: 0, Kh_zonal: 10, Kh_meridional: 10}
        particles: {count: 2000, lon: 0, lat: 0}
        kernels: [AdvectionRK4, DiffusionUniformKh]
        execution: {runtime: 1000 d, dt: 10 s}
        output: {file: out.h5, every: 1 d}
        """;

    /// <summary>Starts it and waits until it has written some outputs.</summary>
    /// <param name="lab">Where.</param>
    /// <param name="mpi">The launcher; null for none.</param>
    /// <param name="ranks">Number of ranks under a launcher.</param>
    /// <param name="arguments">More arguments.</param>
    public static RunningProgram Start(Lab lab, Mpiexec? mpi, int ranks, params IEnumerable<string> arguments)
    {
        lab.Write("long.yaml", Text);
        string[] command = [Lab.Program, "run", "long.yaml", .. arguments];
        RunningProgram run = mpi is null
            ? Shell.Start(command[0], command[1..], Lab.Plain(), lab.Folder)
            : mpi.Start(ranks, command, folder: lab.Folder);

        // The file has its full length from the first output on.
        var file = new FileInfo(lab.File("out.h5.partial"));
        for (DateTime end = DateTime.UtcNow.AddMinutes(1); !file.Exists || file.Length < 30_000_000; file.Refresh())
        {
            Assert.True(DateTime.UtcNow < end && !run.HasEnded, $"no output came: {run.Output}{run.Error}");
            Thread.Sleep(20);
        }

        Thread.Sleep(1000);
        return run;
    }

    /// <summary>The process of each rank (rank), below the launcher or the program itself.</summary>
    public static int[] Processes(RunningProgram run)
    {
        var found = new SortedDictionary<int, int>();
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && Descends(id, run.Id) && Rank(id) is { } rank)
                found[rank] = id;
        }

        return [.. found.Values];
    }

    private static int? Rank(int id)
    {
        string[] command = Read(id, "cmdline");
        if (command is not [var program, ..] || program != Lab.Program)
            return null;
        string? rank = Read(id, "environ").FirstOrDefault(v => v.StartsWith("OMPI_COMM_WORLD_RANK=", StringComparison.Ordinal) || v.StartsWith("PMI_RANK=", StringComparison.Ordinal));
        return rank is null ? 0 : int.Parse(rank[(rank.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
    }

    private static bool Descends(int id, int ancestor)
    {
        for (int depth = 0; depth < 8 && id > 1; depth++)
        {
            if (id == ancestor)
                return true;
            string[] stat = Read(id, "stat");
            if (stat.Length == 0)
                return false;
            id = int.Parse(stat[0][(stat[0].LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }

        return false;
    }

    /// <summary>What the system says about a process; nothing where it is gone.</summary>
    private static string[] Read(int id, string what)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/{what}")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
