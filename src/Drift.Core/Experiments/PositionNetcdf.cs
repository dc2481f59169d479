using Drift.Core.Experiments.Keys;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Experiments;

/// <summary>
/// Reads release positions from a netCDF file: variables lon, lat, perhaps depth and time, along one dimension; or the last positions of
/// the trajectories that another run has written.
/// </summary>
internal static class PositionNetcdf
{
    /// <summary>The positions, or null where something is wrong.</summary>
    public static Positions? Read(string path, bool isOutput, NodeAt at)
    {
        try
        {
            using NetcdfReader file = NetcdfReader.Open(path);
            return isOutput ? Last(file, path, at) : Points(file, path, at);
        }
        catch (DriftException e)
        {
            foreach (Problem problem in e.Problems)
                at.Refuse(problem);
            return null;
        }
    }

    private static Positions? Points(NetcdfReader file, string path, NodeAt at)
    {
        NetcdfVariable?[] found = [.. PositionFile.Names.Select(names => names.Select(file.Find).FirstOrDefault(v => v is not null))];
        if (found[0] is not { Dimensions.Count: 1 } lon || found[1] is not { Dimensions.Count: 1 } lat)
        {
            at.Refuse($"{Path.GetFileName(path)} has no variables lon and lat along one dimension", "give them, and perhaps depth and time, or name a run's trajectories as 'output'");
            return null;
        }

        long count = lon.Dimensions[0].Length;
        foreach (NetcdfVariable other in found.OfType<NetcdfVariable>())
        {
            if (other.Dimensions.Count != 1 || other.Dimensions[0].Length != count)
            {
                at.Refuse($"{Path.GetFileName(path)}: {other.Name} has other dimensions than {lon.Name}", "give as many values of each, one for each particle");
                return null;
            }
        }

        double[]? depth = found[2] is { } z ? Numbers(file, z) : null;
        var positions = new Positions(Numbers(file, lon), Numbers(file, lat), depth, found[3] is { } time ? Times(file, time, path, at) : null);
        for (int i = 0; i < count; i++)
        {
            if (!double.IsFinite(positions.Lon[i] + positions.Lat[i] + (depth?[i] ?? 0)))
            {
                at.Refuse($"{Path.GetFileName(path)}: particle {i} has no place: lon {positions.Lon[i]}, lat {positions.Lat[i]}", "leave it out");
                return null;
            }
        }

        return positions;
    }

    private static double[] Numbers(NetcdfReader file, NetcdfVariable variable) => file.ReadAll<double>(variable);

    private static List<ReleaseMoment>? Times(NetcdfReader file, NetcdfVariable variable, string path, NodeAt at)
    {
        string place = $"{Path.GetFileName(path)}: {variable.Name}";
        if (!CfTime.TryParse(variable.Text("units") ?? "s", variable.Text("calendar"), place, out CfTime? axis, out Problem? problem))
        {
            at.Refuse(problem);
            return null;
        }

        var moments = new List<ReleaseMoment>();
        foreach (double value in file.ReadAll<double>(variable))
        {
            if (!axis.TryTimeOf(value, out TimeSpan time))
            {
                at.Refuse(new Problem(place, FormattableString.Invariant($"{value} is no time in {axis}"), "correct the file"));
                return null;
            }

            moments.Add(axis.Calendar is { } calendar ? new(default, calendar.DateOf(time)) : new(time));
        }

        return moments;
    }

    private static Positions? Last(NetcdfReader file, string path, NodeAt at)
    {
        string name = Path.GetFileName(path);
        if (file.Find("time") is { Dimensions: [{ Name: "trajectory" }, { Name: "obs" }] })
        {
            at.Refuse($"{name} has the layout of Parcels, (trajectory, obs), in which there is no last output", "give a file that was written with 'layout: plain', or name points as 'file'");
            return null;
        }

        if (file.Find("time") is not { Dimensions: [{ Name: "time" }] } time || file.Find("lon") is not { Dimensions.Count: 2 } lon || file.Find("lat") is not { Dimensions.Count: 2 } lat)
        {
            at.Refuse($"{name} is no trajectory file of a run", "give the .h5 that another run has written, or name points as 'file'");
            return null;
        }

        int obs = Array.FindLastIndex(file.ReadAll<double>(time), double.IsFinite);
        if (obs < 0)
        {
            at.Refuse($"{name} has no output yet", "let the other run come to one");
            return null;
        }

        long count = lon.Dimensions[1].Length;
        double[] x = Row(file, lon, obs, count), y = Row(file, lat, obs, count);
        double[]? z = file.Find("z") is { Dimensions.Count: 2 } depth ? Row(file, depth, obs, count) : null;
        byte[] status = new byte[count];
        if (file.Find("status") is { Dimensions.Count: 2, Type: NetcdfType.Int8 } statuses)
            file.ReadRaw(statuses, [obs, 0], [1, count], status);
        int[] there = [.. Enumerable.Range(0, (int)count).Where(i => status[i] == 0 && double.IsFinite(x[i]) && double.IsFinite(y[i]))];
        if (there.Length > 0)
            return new([.. there.Select(i => x[i])], [.. there.Select(i => y[i])], z is null ? null : [.. there.Select(i => z[i])], null);
        at.Refuse($"{name} has no particle that is active at its last output", "give a run of which some are left");
        return null;
    }

    private static double[] Row(NetcdfReader file, NetcdfVariable variable, int obs, long count)
    {
        double[] values = new double[count];
        file.Read(variable, [obs, 0], [1, count], values.AsSpan());
        return values;
    }
}
