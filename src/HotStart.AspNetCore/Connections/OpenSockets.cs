using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Connections;

/// <summary>The open WebSockets of one generation. Safe for use by several threads.</summary>
internal sealed class OpenSockets
{
    private readonly Lock _lock = new();
    private readonly HashSet<OpenSocket> _open_NeedsLock = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open_NeedsLock.Count;
            }
        }
    }

    public void Add(OpenSocket socket)
    {
        lock (_lock)
        {
            _open_NeedsLock.Add(socket);
        }
    }

    public void Remove(OpenSocket socket)
    {
        lock (_lock)
        {
            _open_NeedsLock.Remove(socket);
        }
    }

    /// <summary>Asks all of them to end: each peer gets a close frame.</summary>
    public Task CloseAsync(TimeProvider time)
    {
        OpenSocket[] all;
        lock (_lock)
        {
            all = [.. _open_NeedsLock];
        }

        return Task.WhenAll(all.Select(s => s.CloseAsync(time)));
    }
}
