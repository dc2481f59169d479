using System.Diagnostics;
using System.Globalization;
using Drift.Core.Files;

namespace Drift.Output.Probe;

/// <summary>What it costs to fill a file in advance, to set its room aside, and to sync it at each output.</summary>
internal static class FillCost
{
    internal static void Measure(string path, int trajectories, int outputs, string mode)
    {
        double[] row = new double[trajectories];
        byte[] missing = BitConverter.GetBytes(double.NaN);
        long before = Stopwatch.GetTimestamp();
        using NetcdfWriter writer = NetcdfWriter.Create(path);
        writer.DefineDimension("time", outputs);
        writer.DefineDimension("trajectory", trajectories);
        writer.DefineVariable("v", NetcdfType.Float64, ["time", "trajectory"], missing, new NetcdfStorage(Prefill: mode is "prefill"));
        writer.EndDefinitions();
        TimeSpan first = default;
        for (int obs = 0; obs < outputs; obs++)
        {
            Array.Fill(row, obs);
            writer.Write<double>("v", [obs, 0], [1, trajectories], row);
            if (mode is not "nosync" || obs == 0)
                writer.Sync();
            if (mode is "reserve" && obs == 0)
                Disk.Reserve(path, new FileInfo(path).Length);
            if (obs == 0)
                first = Stopwatch.GetElapsedTime(before);
        }
        writer.Close();
        TimeSpan all = Stopwatch.GetElapsedTime(before);
        Disk.Flush(path);
        TimeSpan disk = Stopwatch.GetElapsedTime(before);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode}: first output {first.TotalSeconds:F3} s, all {all.TotalSeconds:F3} s, on the disk {disk.TotalSeconds:F3} s"));
    }
}
