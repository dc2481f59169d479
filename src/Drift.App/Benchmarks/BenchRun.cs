using System.Runtime.InteropServices;
using Drift.App.Processes;
using Drift.Core.Foundation;

namespace Drift.App.Benchmarks;

/// <summary>One measurement of this machine: all its tables share the settings, a folder and the plain C loops.</summary>
internal sealed class BenchRun : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drift-bench-");
    private readonly Action<string> progress;
    private readonly PosixSignalRegistration[] interrupts;

    /// <summary>Builds the plain C loops.</summary>
    /// <param name="settings">How it is measured.</param>
    /// <param name="progress">Told what is being done.</param>
    public BenchRun(BenchSettings settings, Action<string> progress)
    {
        Settings = settings;
        this.progress = progress;

        // Who loses patience leaves no files behind.
        interrupts = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, _ => Delete()))];
        progress("building the plain C loops");
        Loops = PlainLoops.Build(folder.FullName);
        Machine = MachineFingerprint.Of(settings.Lanes, Loops);
    }

    /// <summary>Names of the tables, in their order.</summary>
    public static IReadOnlyList<string> TableNames { get; } =
        [ThroughputTable.Name, ThreadsTable.Name, SizeTable.Name, RunTable.Name, MemoryTable.Name];

    public BenchSettings Settings { get; }

    public PlainLoops Loops { get; }

    public string Folder => folder.FullName;

    /// <summary>What it is measured on.</summary>
    public IReadOnlyList<(string Name, string Value)> Machine { get; }

    /// <summary>The workloads that were asked for.</summary>
    public static IReadOnlyList<Workload> Chosen(string only) => only.Length == 0 || Is(only, ThroughputTable.Name)
        ? Workload.All
        : [.. Workload.All.Where(w => w.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];

    /// <summary>What is wrong with the part that was asked for; null if nothing is.</summary>
    public static Problem? Check(string only)
    {
        if (Chosen(only).Count > 0 || TableNames.Any(name => Is(only, name)))
            return null;
        string[] known = [.. Workload.All.SelectMany(w => w.Name.Split([", ", " + "], StringSplitOptions.None).Prepend(w.Name)), .. TableNames];
        return new Problem("--only", $"there is no workload or table '{only}'", Suggestion.Nearest(only, known) is { } near
            ? $"did you mean '{near}'?"
            : $"give part of the name of a workload, such as RK4, or a table: {string.Join(", ", TableNames)}");
    }

    /// <summary>Measures, one table after the other.</summary>
    public IEnumerable<BenchTable> Tables()
    {
        // Threads are compared before this process is bound to one core: threads that are there already would stay on it.
        BenchTable? threads = Wants(ThreadsTable.Name) ? ThreadsTable.Make(this) : null;
        OneCore.Use();
        if (Chosen(Settings.Only) is { Count: > 0 } workloads)
            yield return ThroughputTable.Make(this, workloads);
        if (threads is not null)
            yield return threads;
        if (Wants(SizeTable.Name))
            yield return SizeTable.Make(this);
        if (Wants(RunTable.Name))
            yield return RunTable.Make(this);
        if (Wants(MemoryTable.Name))
            yield return MemoryTable.Make(this);
    }

    /// <summary>Measures in rounds, in which all that is compared takes turns.</summary>
    /// <param name="what">What is measured.</param>
    /// <param name="rounds">Number of rounds.</param>
    /// <param name="turns">Each measures once.</param>
    /// <returns>Medians, in the order of the turns.</returns>
    public Rate[] Rounds(string what, int rounds, params Func<Rate>[] turns)
    {
        var rates = turns.Select(_ => new List<Rate>()).ToArray();
        for (int round = 1; round <= rounds; round++)
        {
            Say($"{what}, round {round} of {rounds}");
            for (int i = 0; i < turns.Length; i++)
                rates[i].Add(turns[i]());
        }

        return [.. rates.Select(Rate.Median)];
    }

    /// <summary>Says what is being done.</summary>
    public void Say(string text) => progress(text);

    public void Dispose()
    {
        foreach (PosixSignalRegistration interrupt in interrupts)
            interrupt.Dispose();
        Delete();
    }

    private void Delete()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What was being written then stays in the system's folder for such files.
        }
    }

    private static bool Is(string only, string name) => string.Equals(only, name, StringComparison.OrdinalIgnoreCase);

    private bool Wants(string table) => Settings.Only.Length == 0 || Is(Settings.Only, table);
}
