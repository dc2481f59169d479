using Drift.App.Terminal;
using Drift.Core.Foundation;
using Drift.Core.Gather;

namespace Drift.App.Commands;

/// <summary>Makes all ranks end together where one of them found a problem, with the messages of one rank.</summary>
internal static class Agreement
{
    /// <summary>Whether any rank has a problem; the lowest one that has prints its own. Collective.</summary>
    public static bool AnyProblem(IReadOnlyList<Problem> problems, ICommunicator communicator)
    {
        int[] lowest = [problems.Count > 0 ? communicator.Rank : int.MaxValue];
        communicator.Allreduce<int>(lowest, Reduction.Min);
        if (lowest[0] == communicator.Rank)
            Messages.Problems(problems);
        return lowest[0] != int.MaxValue;
    }
}
