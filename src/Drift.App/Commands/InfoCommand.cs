using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CommandLine;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Output;
using Drift.Mpi.Communicators;

namespace Drift.App.Commands;

[Verb("info", HelpText = "Says what an output file holds, or what this machine has.")]
internal sealed class InfoCommand : ICommand
{
    [Value(0, MetaName = "FILE.h5", HelpText = "An output file, complete or interrupted; without it the machine is described.")]
    public string? File { get; set; }

    public int Execute() => File is null ? MpiEnvironment.Run(Machine) : OutputFile(File);

    private static int Machine(ICommunicator communicator)
    {
        if (communicator.Rank > 0)
            return (int)ExitCode.Done;
        Line("drift", $"{Provenance.Version} (commit {Provenance.Commit})");
        Line("host", $"{Environment.MachineName}, {RuntimeInformation.OSDescription}");
        Line(".NET", Environment.Version.ToString());
        Line("processor", $"{Environment.ProcessorCount} cores for this process, {RuntimeInformation.ProcessArchitecture}");
        Line("lanes", $"{(int)LaneWidths.Choose()} (256-bit vectors: {Yes(Vector256.IsHardwareAccelerated)}, 512-bit: {Yes(Vector512.IsHardwareAccelerated)})");
        Line("MPI", communicator.Library is "none" ? "none: not started by mpiexec or srun" : $"{communicator.Library}, {communicator.Size} ranks, {communicator.RanksOnNode} on this node");
        Line("netCDF", NetcdfVersion());
        return (int)ExitCode.Done;
    }

    private static string NetcdfVersion()
    {
        try
        {
            return NetcdfLibrary.Version;
        }
        catch (DriftException e)
        {
            return e.Message;
        }
    }

    private static int OutputFile(string path)
    {
        using TrajectoryFile file = TrajectoryFile.Open(path);
        string state = file.IsComplete ? "complete" : $"interrupted after {file.Reached} of {file.Times.Count} outputs";
        Line("file", $"{path} ({state})");
        Line("title", Text(file, "title"));
        Line("trajectories", file.Trajectories.ToString(CultureInfo.InvariantCulture)
            + (file.Seeds.Count > 0 ? $" in {file.Seeds.Distinct().Count()} realisations" : ""));
        Line("outputs", $"{file.Times.Count}, {Number(file.Times[0])} … {Number(file.Times[^1])} {file.TimeUnits}{(file.Calendar is null ? " (no calendar)" : $" ({file.Calendar})")}");
        foreach (var variable in file.Variables)
            Line("variable", $"{variable.Name}: {variable.LongName}{(variable.Unit.Length > 0 ? $" ({variable.Unit})" : "")}");
        foreach (NetcdfAttribute attribute in file.Attributes.Where(a => a.Name is not ("title" or "experiment" or "Conventions" or "featureType")))
            Line(attribute.Name, attribute.ToString());
        return (int)ExitCode.Done;
    }

    private static string Text(TrajectoryFile file, string name) => file.Attributes.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal))?.Text ?? "";

    private static string Number(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    private static string Yes(bool has) => has ? "yes" : "no";

    private static void Line(string name, string value) =>
        System.Console.WriteLine($"{name,-24} {value.ReplaceLineEndings(Environment.NewLine + new string(' ', 25))}");
}
