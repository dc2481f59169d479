using Drift.Core.Foundation;

namespace Drift.App.Commands;

/// <summary>Errors of the command line.</summary>
internal static class Usage
{
    /// <summary>A wrong option or value.</summary>
    public static DriftException Wrong(string option, string what, string remedy) => new(ExitCode.Preflight, new Problem(option, what, remedy));
}
