namespace Hosts.Leaking;

/// <summary>A service of the host that remembers what it is given.</summary>
public sealed class Registry
{
    private readonly List<object> _entries = [];

    public void Add(object entry) => _entries.Add(entry);
}
