using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>
/// Asks a run to end at the next poll event, as signals do. Asking one rank is enough: all agree and end together, with the
/// files closed.
/// </summary>
public sealed class StopRequest
{
    private int signal;

    /// <summary>The signal that was received first; 0 as long as there was none.</summary>
    public int Signal => Volatile.Read(ref signal);

    /// <summary>Asks for the end; may be called from any thread.</summary>
    /// <param name="number">Number of the signal, 1 or more.</param>
    /// <returns>Whether it is the first request: after a second one nobody wants to wait any longer.</returns>
    public bool Raise(int number) => Interlocked.CompareExchange(ref signal, number, 0) == 0;

    /// <summary>The exit code of a run that a signal ended: 128 and the number of the signal, as shells have it.</summary>
    /// <param name="number">Number of the signal.</param>
    public static ExitCode CodeOf(int number) => (ExitCode)(SignalBase + number);

    /// <summary>Whether an exit code says that a signal ended the run.</summary>
    /// <param name="code">The exit code.</param>
    public static bool IsSignal(ExitCode code) => (int)code > SignalBase;

    private const int SignalBase = 128;
}
