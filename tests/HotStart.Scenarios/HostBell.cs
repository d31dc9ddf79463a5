namespace HotStart.Scenarios;

/// <summary>An object of the host with an event: what subscribes to it and forgets to let go stays in memory.</summary>
public sealed class HostBell
{
    public event Action? Rung;

    public void Ring() => Rung?.Invoke();

    public void LetGo() => Rung = null;
}
