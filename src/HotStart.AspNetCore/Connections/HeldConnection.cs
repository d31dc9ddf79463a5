using HotStart.AspNetCore.Generations;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Connections;

/// <summary>
/// A connection that a client has negotiated: the requests that carry its token belong to the generation that gave it out,
/// and nobody else knows it. Holds a lease until it was taken up, and while there are such requests. Safe for use by several threads.
/// </summary>
internal sealed class HeldConnection : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PathString _path;
    private readonly TimeSpan _patience;
    private readonly Action<HeldConnection> _ended;
    private readonly ITimer _idle;
    private int _inside_NeedsLock;
    private bool _hasEnded_NeedsLock;

    /// <summary>Begins. Whoever calls is inside the generation.</summary>
    /// <param name="generation">Who gave the token out.</param>
    /// <param name="token">It.</param>
    /// <param name="path">Where the connection is made.</param>
    /// <param name="patience">How long it may be without a request: as long as the generation itself waits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ended">Told once, outside of locks.</param>
    public HeldConnection(WebGeneration generation, string token, PathString path, TimeSpan patience, TimeProvider time, Action<HeldConnection> ended)
    {
        (Generation, Token, _path, _patience, _ended) = (generation, token, path, patience, ended);
        generation.EnterToo();
        _idle = time.CreateTimer(static held => ((HeldConnection)held!).End(onlyIfIdle: true), this, patience, Timeout.InfiniteTimeSpan);
    }

    public WebGeneration Generation { get; }

    public string Token { get; }

    /// <summary>Lets a request of the connection into the generation, though it may be retired.</summary>
    public bool TryEnter(HttpContext context)
    {
        if (!context.Request.Path.Equals(_path, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        lock (_lock)
        {
            if (_hasEnded_NeedsLock)
            {
                return false;
            }

            _inside_NeedsLock++;
            Generation.EnterToo();
        }

        if (SocketBranch.MayBecomeSocket(context))
        {
            End(); // the one request of its connection, which holds the generation itself from here on
        }

        return true;
    }

    /// <summary>A request has left. The generation's own lease is the request's to give back.</summary>
    /// <param name="isOver">Whether the connection ends with it.</param>
    public void Leave(bool isOver)
    {
        lock (_lock)
        {
            _inside_NeedsLock--;
            if (_inside_NeedsLock == 0 && !_hasEnded_NeedsLock && !isOver)
            {
                _idle.Change(_patience, Timeout.InfiniteTimeSpan);
            }
        }

        if (isOver)
        {
            End();
        }
    }

    /// <summary>Whether a request's end is the connection's: a stream that the server sent, or the client's goodbye.</summary>
    public static bool EndsWith(HttpRequest request) =>
        HttpMethods.IsDelete(request.Method) || request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>No more requests; those that are inside go on. Idempotent.</summary>
    public void End() => End(onlyIfIdle: false);

    public void Dispose() => _idle.Dispose();

    private void End(bool onlyIfIdle)
    {
        lock (_lock)
        {
            // With somebody inside, the time begins anew when they leave.
            if (_hasEnded_NeedsLock || (onlyIfIdle && _inside_NeedsLock > 0))
            {
                return;
            }

            _hasEnded_NeedsLock = true;
        }

        Dispose();
        _ended(this);
        Generation.Exit();
    }
}
