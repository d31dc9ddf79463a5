namespace HotStart.Scenarios;

/// <summary>An object of the host with an event: what subscribes to it and forgets to let go stays in memory.</summary>
public sealed class HostBell
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Where finalizers of plugins put what must not come back.</summary>
    public static object? Grave { get; set; }

    public event Action? Rung;

    /// <summary>A token that outlives every plugin.</summary>
    public CancellationToken Closing => _closing.Token;

    public void Ring() => Rung?.Invoke();

    public void LetGo() => Rung = null;
}
