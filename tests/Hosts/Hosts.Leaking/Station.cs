namespace Hosts.Leaking;

/// <summary>An object with an event.</summary>
public sealed class Station
{
    public event Action<int>? Arrived;

    public void Arrive() => Arrived?.Invoke(1);
}
