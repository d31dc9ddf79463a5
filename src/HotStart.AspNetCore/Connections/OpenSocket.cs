using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Connections;

/// <summary>One accepted WebSocket of a generation.</summary>
internal sealed class OpenSocket(HttpContext context, WebSocket socket)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The request is over.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>
    /// Sends a close frame that says that the endpoint goes away. The peer's answer ends the handler's receiving; a peer
    /// or handler that takes no notice loses the connection some seconds later. Never throws.
    /// </summary>
    public async Task CloseAsync(TimeProvider time)
    {
        try
        {
            // Beside a send of the handler: the framework sends one frame after the other.
            using CancellationTokenSource limit = new(_patience, time);
            await socket.CloseOutputAsync(
                WebSocketCloseStatus.EndpointUnavailable, "A newer version is live; connect again.", limit.Token).ConfigureAwait(false);
            await _ended.Task.WaitAsync(_patience, time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or TimeoutException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            if (!_ended.Task.IsCompleted)
            {
                context.Abort();
            }
        }
    }
}
