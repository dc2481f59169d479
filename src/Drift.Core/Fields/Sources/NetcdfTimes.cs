using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources;

/// <summary>One snapshot in one of the files of a series.</summary>
/// <param name="Path">The file.</param>
/// <param name="Index">Index along the time dimension of the file.</param>
/// <param name="Time">Model time: since 1970-01-01 in the calendar of the file, or since 0 without dates.</param>
/// <param name="Label">The time as the file writes it, for messages.</param>
internal readonly record struct NetcdfSnapshot(string Path, int Index, TimeSpan Time, string Label);

/// <summary>Reads the times of a variable.</summary>
internal static class NetcdfTimes
{
    private static readonly string[] UsualNames = ["time", "time_counter", "ocean_time", "t", "Time", "MT"];

    /// <summary>Adds the snapshots of one file.</summary>
    /// <returns>The meaning of the file's times; null if it has none.</returns>
    public static CfTime? Read(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout, List<NetcdfSnapshot> series, CfTime? before)
    {
        int rank = variable.Dimensions.Count;
        long snapshots = rank > 2 ? variable.Dimensions[0].Length : 1;
        NetcdfVariable? time = Find(file, variable, layout);
        if (time is null)
        {
            if (snapshots > 1 || layout.Paths.Count > 1)
                throw Failed($"{file.Path}, variable {variable.Name}", "no time variable was found for its snapshots", "name it with the key 'time'");
            series.Add(new NetcdfSnapshot(file.Path, 0, TimeSpan.Zero, "no time"));
            return null;
        }

        string place = $"{file.Path}, variable {time.Name}";
        if (time.Count != snapshots)
            throw Failed(place, $"it has {time.Count} times, but {variable.Name} has {snapshots} snapshots", "name the time variable of the field with the key 'time'");
        string? units = NetcdfUnits.Of(time);
        if (!CfTime.TryParse(units, time.Text("calendar"), place, out CfTime? axis, out Problem? problem))
            throw new DriftException(ExitCode.Preflight, problem);
        double[] values = file.ReadAll<double>(time);
        (double scale, double offset) = (time.Number("scale_factor") ?? 1, time.Number("add_offset") ?? 0);
        for (int i = 0; i < values.Length; i++)
        {
            if (!axis.TryTimeOf((values[i] * scale) + offset, out TimeSpan at))
                throw Failed(place, FormattableString.Invariant($"value {i} of the time is {values[i]}"), "repair the time in the file");
            if (i > 0 && !(values[i] > values[i - 1]))
                throw Failed(place, FormattableString.Invariant($"times do not increase: {values[i - 1]}, {values[i]} at index {i - 1}"), "sort the snapshots of the file by time");
            series.Add(new NetcdfSnapshot(file.Path, i, at, axis.Calendar is { } calendar ? calendar.DateOf(at).ToString() : FormattableString.Invariant($"{values[i]} {units}").TrimEnd()));
        }

        if (before is not null && series.Count > 0 && !Agree(before.Calendar, axis.Calendar, series.Min(s => s.Time)))
            throw Failed(place, $"it has {Words(axis.Calendar)}, files before it have {Words(before.Calendar)}", "give only files of one calendar to a field");
        return axis;
    }

    /// <summary>Whether the file says of its times that they stand for many years.</summary>
    public static bool IsClimatology(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout) => Find(file, variable, layout)?.Text("climatology") is not null;

    private static bool Agree(Calendar? a, Calendar? b, TimeSpan earliest) => a is null || b is null ? a is null && b is null : a.AgreesWith(b, earliest);

    private static string Words(Calendar? calendar) => calendar is null ? "times without dates" : $"dates of the calendar {calendar}";

    private static NetcdfVariable? Find(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout)
    {
        if (layout.Time is not null)
            return file.Variable(layout.Time);
        if (variable.Dimensions.Count > 2 && file.Find(variable.Dimensions[0].Name) is { } own && !IsDepth(own))
            return own;
        return UsualNames.Select(file.Find).FirstOrDefault(v => v is not null && v.Type is not (NetcdfType.String or NetcdfType.Char));
    }

    private static bool IsDepth(NetcdfVariable coordinate) =>
        coordinate.Text("axis") is "Z" || coordinate.Text("positive") is not null || NetcdfUnits.Of(coordinate) is "m" or "meters" or "metres";

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
