using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Drift.App.Terminal;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Core.Integration;
using Drift.Core.Output;

namespace Drift.App.Commands;

/// <summary>What this machine has, as far as the program minds.</summary>
internal static class MachineDescription
{
    public static IEnumerable<(string Name, string Value)> Of(ICommunicator communicator)
    {
        yield return ("drift", $"{Provenance.Version} (commit {Provenance.Commit})");
        yield return ("host", $"{Environment.MachineName}, {RuntimeInformation.OSDescription}");
        yield return (".NET", Environment.Version.ToString());
        yield return ("processor", $"{Messages.Count(Environment.ProcessorCount, "core")} for this process, {RuntimeInformation.ProcessArchitecture}");
        yield return ("lanes", $"{(int)LaneWidths.Choose()} (256-bit vectors: {Yes(Vector256.IsHardwareAccelerated)}, 512-bit: {Yes(Vector512.IsHardwareAccelerated)})");
        yield return ("MPI", communicator.Library is "none"
            ? "none: not started by mpiexec or srun"
            : $"{communicator.Library}, {Messages.Count(communicator.Size, "rank")}, {communicator.RanksOnNode} on this node");
        yield return ("netCDF", NetcdfVersion());
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

    private static string Yes(bool has) => has ? "yes" : "no";
}
