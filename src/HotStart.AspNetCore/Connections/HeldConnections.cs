using System.Collections.Concurrent;
using HotStart.AspNetCore.Generations;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Connections;

/// <summary>The negotiated connections of all generations, by their tokens. Safe for use by several threads.</summary>
internal sealed class HeldConnections
{
    private readonly ConcurrentDictionary<string, HeldConnection> _held = new(StringComparer.Ordinal);

    // Asked for by every request: whether the dictionary is empty takes all of its locks to say, just where it is.
    private int _count;

    /// <summary>How many a generation holds.</summary>
    public int CountOf(WebGeneration generation) => _held.Values.Count(h => h.Generation == generation);

    /// <inheritdoc cref="HeldConnection(WebGeneration, string, PathString, TimeSpan, TimeProvider, Action{HeldConnection})"/>
    public void Hold(WebGeneration generation, string token, PathString path, TimeSpan patience, TimeProvider time)
    {
        HeldConnection held = new(generation, token, path, patience, time, Forget);
        Interlocked.Increment(ref _count);
        if (!_held.TryAdd(token, held))
        {
            held.End(); // given out twice: the first one stands
        }
    }

    /// <summary>The connection that a request belongs to, entered; or null.</summary>
    public HeldConnection? Enter(HttpContext context) =>
        Volatile.Read(ref _count) > 0 && context.Request.QueryString.HasValue
        && context.Request.Query["id"].ToString() is { Length: > 0 } token
        && _held.TryGetValue(token, out HeldConnection? held) && held.TryEnter(context) ? held : null;

    /// <summary>Ends those of one generation, or of all.</summary>
    public void End(WebGeneration? generation = null)
    {
        foreach (HeldConnection held in _held.Values)
        {
            if (generation is null || held.Generation == generation)
            {
                held.End();
            }
        }
    }

    private void Forget(HeldConnection held)
    {
        _held.TryRemove(new(held.Token, held));
        Interlocked.Decrement(ref _count);
    }
}
