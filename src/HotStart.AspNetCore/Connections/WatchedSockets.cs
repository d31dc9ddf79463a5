using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HotStart.AspNetCore.Connections;

/// <summary>Takes note of the WebSocket that a request of a generation accepts.</summary>
internal sealed class WatchedSockets(HttpContext context, IHttpWebSocketFeature inner, OpenSockets sockets) : IHttpWebSocketFeature
{
    private OpenSocket? _accepted;

    public bool IsWebSocketRequest => inner.IsWebSocketRequest;

    public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext options)
    {
        WebSocket socket = await inner.AcceptAsync(options).ConfigureAwait(false);
        sockets.Add(_accepted = new OpenSocket(context, socket));
        return socket;
    }

    /// <summary>The handler has ended.</summary>
    public void End()
    {
        if (_accepted is not null)
        {
            sockets.Remove(_accepted);
            _accepted.End();
        }
    }
}
