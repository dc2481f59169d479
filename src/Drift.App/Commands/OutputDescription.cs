using System.Globalization;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.App.Commands;

/// <summary>What an output file holds.</summary>
internal static class OutputDescription
{
    private const int Block = 1 << 20;

    /// <summary>Attributes that are said in other words, or too long to be of use on a screen.</summary>
    private static readonly string[] Left = ["title", "experiment", "Conventions", "featureType", "time_coverage_start", "time_coverage_end", "random_seeds"];

    public static IEnumerable<(string Name, string Value)> Of(TrajectoryFile file)
    {
        yield return ("file", $"{file.Path} ({(file.IsComplete ? "complete" : $"interrupted after {file.Reached} of {file.Times.Count} outputs")})");
        yield return ("title", file.Attributes.FirstOrDefault(a => a.Name is "title")?.Text ?? "");
        yield return ("trajectories", Number(file.Trajectories)
            + (file.Seeds.Count > 0 ? $": {file.Seeds.Count} realisations of {Number(file.Trajectories / file.Seeds.Count)} particles" : ""));
        yield return ("outputs", Times(file));
        if (file.Reached > 0 && file.IndexOf("status") is var status and >= 0)
            yield return ("status at the last", Status(file, status));
        foreach ((string, string) line in VariablesAndAttributes(file.Variables, file.Attributes))
            yield return line;
    }

    /// <summary>A line for each variable and attribute; seeds, which may be many, last.</summary>
    internal static IEnumerable<(string Name, string Value)> VariablesAndAttributes(IReadOnlyList<Variable> variables, IReadOnlyList<NetcdfAttribute> attributes)
    {
        foreach (Variable variable in variables)
            yield return ("variable", $"{variable.Name}: {variable.LongName}{(variable.Unit.Length > 0 ? $" ({variable.Unit})" : "")}{(variable.Type == NumberType.Float32 ? ", single precision" : "")}");
        foreach (NetcdfAttribute attribute in attributes.Where(a => !Left.Contains(a.Name, StringComparer.Ordinal)))
            yield return (attribute.Name, attribute.Text ?? attribute.ToString()[(attribute.Name.Length + " = ".Length)..]);
        if (attributes.FirstOrDefault(a => a.Name is "random_seeds")?.Text is { } seeds)
            yield return ("random_seeds", seeds);
    }

    private static string Times(TrajectoryFile file)
    {
        int last = Math.Max(file.Reached - 1, 0);
        string count = Number(file.Reached);
        if (file.Reached == 0)
            return $"none of {file.Times.Count}";
        if (file.Calendar is not null && CfTime.TryParse(file.TimeUnits, file.Calendar, file.Path, out CfTime? axis, out _) && axis.Calendar is { } calendar)
            return $"{count}, {Date(axis, calendar, file.Times[0])} to {Date(axis, calendar, file.Times[last])} ({calendar} calendar)";
        return $"{count}, {Seconds(file.Times[0])} to {Seconds(file.Times[last])} of model time (no calendar)";
    }

    private static string Date(CfTime axis, Drift.Core.Foundation.Calendar calendar, double value) =>
        axis.TryTimeOf(value, out TimeSpan time) ? calendar.DateOf(time).ToString() : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => CfTime.PlainSeconds.TryTimeOf(value, out TimeSpan time)
        ? Durations.Format(time)
        : value.ToString("R", CultureInfo.InvariantCulture) + " s";

    private static string Status(TrajectoryFile file, int variable)
    {
        long[] counts = new long[byte.MaxValue + 1];
        byte[] rows = new byte[(int)Math.Min(Block, file.Trajectories)];
        for (long first = 0; first < file.Trajectories; first += rows.Length)
        {
            Span<byte> part = rows.AsSpan(0, (int)Math.Min(rows.Length, file.Trajectories - first));
            file.ReadRows(file.Reached - 1, variable, first, part);
            foreach (byte status in part)
                counts[status]++;
        }

        return Counted(counts);
    }

    /// <summary>How many particles have each status, in words.</summary>
    /// <param name="counts">Number of particles (status).</param>
    internal static string Counted(long[] counts) =>
        string.Join(", ", counts.Index().Where(c => c.Item > 0).Select(c => $"{Number(c.Item)} {Word((ParticleStatus)c.Index)}"));

    private static string Word(ParticleStatus status) => status switch
    {
        ParticleStatus.Active => "active",
        ParticleStatus.NotReleased => "not released",
        ParticleStatus.Deleted => "deleted by a kernel",
        ParticleStatus.OutOfGrid => "out of the grid",
        ParticleStatus.OutOfTime => "out of time",
        ParticleStatus.NotFinite => "not finite",
        _ => $"of status {(int)status}",
    };

    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
