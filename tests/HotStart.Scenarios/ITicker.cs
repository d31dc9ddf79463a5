namespace HotStart.Scenarios;

/// <summary>A contract with one event, shared because this assembly is the host.</summary>
public interface ITicker
{
    event Action<string>? Tick;

    void Strike();
}
