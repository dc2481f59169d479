using System.Globalization;
using CommandLine;
using CommandLine.Text;
using Drift.App.Benchmarks;
using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Integration;

namespace Drift.App.Commands;

[Verb("bench", HelpText = "Measures how fast this machine is, beside a plain C loop.")]
internal sealed class BenchCommand : ICommand
{
    [Option("quick", HelpText = "Seconds instead of minutes: fewer particles, steps and rounds.")]
    public bool Quick { get; set; }

    [Option("only", MetaValue = "TEXT", HelpText = "Only workloads with this in their name, or one table by its name.")]
    public string Only { get; set; } = "";

    [Option("particles", MetaValue = "N", HelpText = "Particles of a run; by default 100000, or 20000 with --quick.")]
    public int? Particles { get; set; }

    [Option("rounds", MetaValue = "N", HelpText = "Rounds that medians are taken of; by default 7, or 3 with --quick.")]
    public int? Rounds { get; set; }

    [Option("lanes", MetaValue = "1|4|8", HelpText = "Particles computed at once; by default the widest of the processor.")]
    public int Lanes { get; set; }

    [Option("threads", MetaValue = "N", HelpText = "Threads that are compared with one; by default the cores that this process may use.")]
    public int? Threads { get; set; }

    [Option("markdown", MetaValue = "FILE", HelpText = "Writes the tables to a new file too.")]
    public string? Markdown { get; set; }

    [Option("json", HelpText = "Prints one JSON object instead of tables.")]
    public bool Json { get; set; }

    [Option("memory-of", Hidden = true, HelpText = "Prints the peak memory of a run with N particles: what the memory table is made of.")]
    public int? MemoryOf { get; set; }

    [Usage(ApplicationAlias = "drift")]
    public static IEnumerable<Example> Examples => [new("Example", new BenchCommand { Quick = true, Only = "RK4" })];

    public int Execute()
    {
        if (MemoryOf is { } particles)
        {
            System.Console.WriteLine(MemoryTable.RunOne(particles).ToString(CultureInfo.InvariantCulture));
            return (int)ExitCode.Done;
        }

        BenchSettings settings = ToSettings();
        using StreamWriter? result = Markdown is null ? null : Create(Markdown);
        using var line = new StatusLine("drift bench: ");
        using var run = new BenchRun(settings, line.Show);
        var tables = new List<BenchTable>();
        Print(result, line, BenchText.Head(run.Machine));
        foreach (BenchTable table in run.Tables())
        {
            tables.Add(table);
            Print(result, line, "\n" + BenchText.Of(table));
        }

        line.Clear();
        if (tables.Count == 0)
            Messages.Note("nothing to measure: this process may use one core only, and threads are compared with one; give --threads");
        if (Json)
            System.Console.WriteLine(BenchText.Json(run.Machine, tables));
        return (int)ExitCode.Done;
    }

    private BenchSettings ToSettings()
    {
        int particles = Particles ?? (Quick ? 20_000 : 100_000);
        List<Problem> problems = [.. NotPositive("particles", particles, 10_000_000), .. NotPositive("rounds", Rounds ?? 1, 1000), .. NotPositive("threads", Threads ?? 1, 4096)];
        if (Lanes is not (0 or 1 or 4 or 8))
            problems.Add(new Problem("--lanes", $"{Lanes} is no width of lanes", "give 1, 4 or 8, or leave it away"));
        if (BenchRun.Check(Only) is { } wrong)
            problems.Add(wrong);
        return problems.Count > 0 ? throw new DriftException(ExitCode.Preflight, problems) : new BenchSettings
        {
            Particles = particles,
            Rounds = Rounds ?? (Quick ? 3 : 7),
            IsQuick = Quick,
            Lanes = LaneWidths.Choose((LaneWidth)Lanes),
            Threads = Threads ?? Environment.ProcessorCount,
            Only = Only,
        };
    }

    private static IEnumerable<Problem> NotPositive(string option, int value, int most)
    {
        if (value < 1 || value > most)
            yield return new Problem($"--{option}", $"{value} is no number of {option}", $"give 1 to {most}, or leave it away");
    }

    private static StreamWriter Create(string path)
    {
        try
        {
            return new StreamWriter(new FileStream(path, FileMode.CreateNew));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(path)
                ? Usage.Wrong(path, "the file exists already", "give another name")
                : Usage.Wrong(path, $"it cannot be written: {e.Message}", "give the name of a new file in a folder that can be written");
        }
    }

    private void Print(StreamWriter? result, StatusLine line, string text)
    {
        line.Clear();
        if (!Json)
            System.Console.Write(text);
        result?.Write(text);
        result?.Flush();
    }
}
