// A small writer of its own process, for tests that kill it or take its disk away.
//   write PATH N M     writes M outputs of N trajectories, says "synced k" after each
//   limit PATH N M K              the same, but no file may grow beyond half the file's size after K outputs
//   open PATH [thread]            opens a file for reading; twice, first in a thread
//   fill PATH N M MODE            one variable, MODE plain, prefill, reserve or nosync: says how long each part took
//   convert PATH N M LAYOUT LEVEL   the same as write, then says "converting", and how much memory was needed before and after
//   cost PATH N M BLOCK           the same as write without words, then says how long each part took
using System.Diagnostics;
using System.Globalization;
using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Output.Probe;

int Open(string path)
{
    try
    {
        using NetcdfReader reader = NetcdfReader.Open(path);
        return 0;
    }
    catch (DriftException e) when (args.Length > 2 && Environment.CurrentManagedThreadId != 1)
    {
        return e.Problems.Count - 1;
    }
}

// The most memory that this process has had so far, in kB.
string Peak() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

try
{
    if (args[0] is "open")
    {
        return args.Length == 2 ? Open(args[1]) : Task.Factory.StartNew(() => Open(args[1]), TaskCreationOptions.LongRunning).Result + Open(args[1]);
    }
    if (args[0] is "fill")
    {
        FillCost.Measure(args[1], Number(2), Number(3), args[4]);
        return 0;
    }
    TrajectorySchema schema = ProbeRun.Schema(Number(2), Number(3));
    if (args[0] is "convert")
        schema = schema with { Layout = Enum.Parse<OutputLayout>(args[4]), Compression = Number(5) };
    long before = Stopwatch.GetTimestamp();
    using TrajectoryWriter writer = TrajectoryWriter.Create(args[1], schema);
    Console.WriteLine("created");
    for (int obs = 0; obs < schema.Times.Count; obs++)
    {
        ProbeRun.WriteOutput(writer, schema, obs, args[0] is "cost" ? Number(4) : 1 << 20);
        writer.Sync();
        if (args[0] is not "cost")
            Console.WriteLine($"synced {obs}");
        else if (obs == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first {Stopwatch.GetElapsedTime(before).TotalSeconds:F3} s"));
        if (args[0] is "limit" && obs == Number(4) - 1)
            Limits.Set(schema.Bytes / 2);
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all {Stopwatch.GetElapsedTime(before).TotalSeconds:F3} s"));
    if (args[0] is "convert")
        Console.WriteLine($"converting {Peak()}");
    writer.Complete(NetcdfAttribute.Of("peak_memory", 1.0));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"complete {Stopwatch.GetElapsedTime(before).TotalSeconds:F3} s"));
    if (args[0] is "convert")
        Console.WriteLine($"converted {Peak()}");
    return 0;
}
catch (DriftException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.Code;
}
