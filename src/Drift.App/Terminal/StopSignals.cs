using System.Runtime.InteropServices;
using Drift.Core.Running;

namespace Drift.App.Terminal;

/// <summary>
/// Turns the first INT or TERM that this process receives into a request to stop in order; a second one ends it at once, as
/// if nothing stood in its way.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals()
    {
        registrations = [On(PosixSignal.SIGINT, 2), On(PosixSignal.SIGTERM, 15)];
    }

    public StopRequest Request { get; } = new();

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, int number) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = Request.Raise(number));
}
