using Drift.Core.Foundation;
using Drift.Core.Gather;
using Drift.Mpi.Communicators;
using Drift.Mpi.Probe;

// One case per run: its name, then its arguments. A case that finds something wrong throws, which ends all ranks.
string name = args.Length > 0 ? args[0] : "";
string[] rest = args.Length > 1 ? args[1..] : [];
try
{
    return MpiEnvironment.Run(communicator =>
    {
        if (name is "all")
        {
            foreach (Action<ICommunicator, string[]> routine in Routines.All.Values)
                routine(communicator, rest);
        }
        else if (Routines.All.TryGetValue(name, out Action<ICommunicator, string[]>? routine) || Failures.All.TryGetValue(name, out routine)
            || Measures.All.TryGetValue(name, out routine))
        {
            routine(communicator, rest);
        }
        else
        {
            throw new ArgumentException($"no case \"{name}\"");
        }
        communicator.Barrier();
        if (communicator.Rank == 0)
            Console.WriteLine($"passed on {communicator.Size} of {communicator.Library}");
        return 0;
    });
}
catch (DriftException e)
{
    if (MpiEnvironment.LaunchedRank == 0)
        Console.Error.WriteLine(e.Message);
    return (int)e.Code;
}
