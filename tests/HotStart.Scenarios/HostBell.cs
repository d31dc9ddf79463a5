namespace HotStart.Scenarios;

/// <summary>An object of the host with an event: what subscribes to it and forgets to let go stays in memory.</summary>
public sealed class HostBell
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Where finalizers of plugins put what must not come back. By name: one that digs itself out again and again must not take the grave of another.</summary>
    public static System.Collections.Concurrent.ConcurrentDictionary<string, object> Graves { get; } = new();

    public event Action? Rung;

    /// <summary>A token that outlives every plugin.</summary>
    public CancellationToken Closing => _closing.Token;

    public void Ring() => Rung?.Invoke();

    public void LetGo() => Rung = null;
}
