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
        if (before is not null && !ReferenceEquals(before.Calendar, axis.Calendar))
            throw Failed(place, $"its times are of the calendar {axis.Calendar?.Name ?? "none"}, those of files before it of {before.Calendar?.Name ?? "none"}", "give only files of one calendar to a field");
        double[] values = file.ReadAll<double>(time);
        for (int i = 0; i < values.Length; i++)
        {
            if (!axis.TryTimeOf(values[i], out TimeSpan at))
                throw Failed(place, $"value {i} of the time is {values[i]}", "repair the time in the file");
            if (i > 0 && !(values[i] > values[i - 1]))
                throw Failed(place, $"times do not increase: {values[i - 1]}, {values[i]} at index {i - 1}", "sort the snapshots of the file by time");
            series.Add(new NetcdfSnapshot(file.Path, i, at, $"{values[i]} {units}".TrimEnd()));
        }

        return axis;
    }

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
