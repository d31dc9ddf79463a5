using System.Runtime.InteropServices;

namespace HotStart.Cli.Running;

/// <summary>Ctrl+C and SIGTERM: the first asks to end, the second ends at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <param name="stop">Asks to end as well.</param>
    public StopSignals(CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Handle(c, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Handle(c, 143)),
        ];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Environment.Exit(exitCode);
        }

        _stop.Cancel();
    }
}
