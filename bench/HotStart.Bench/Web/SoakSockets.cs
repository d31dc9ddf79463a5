using System.Net.WebSockets;
using System.Text;

namespace HotStart.Bench.Web;

/// <summary>WebSockets that stay open over many swaps, and others that come and go meanwhile.</summary>
internal sealed class SoakSockets : IAsyncDisposable
{
    public const int Count = 200;

    private static readonly byte[] _hello = Encoding.UTF8.GetBytes("hello");

    private readonly Uri _url;
    private readonly ClientWebSocket[] _open;
    private readonly HashSet<ClientWebSocket> _dropped = [];
    private int _shortDropped;

    private SoakSockets(Uri url, ClientWebSocket[] open) => (_url, _open) = (url, open);

    public int Dropped => _dropped.Count + _shortDropped;

    public int Echoes { get; private set; }

    public static async Task<SoakSockets> OpenAsync(string url)
    {
        SoakSockets sockets = new(
            new Uri(url.Replace("http:", "ws:", StringComparison.Ordinal) + "/shop/socket"),
            [.. Enumerable.Range(0, Count).Select(_ => new ClientWebSocket())]);
        await Task.WhenAll(sockets._open.Select(s => s.ConnectAsync(sockets._url, CancellationToken.None)));
        return sockets;
    }

    /// <summary>Each second: a tenth of them says hello, and one more connects, says hello and goes.</summary>
    public async Task KeepTalkingAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        try
        {
            for (int second = 0; await timer.WaitForNextTickAsync(cancellationToken); second++)
            {
                foreach (ClientWebSocket socket in _open.Where((_, i) => i % 10 == second % 10))
                {
                    if (!await EchoesAsync(socket))
                    {
                        _dropped.Add(socket);
                    }
                }

                using ClientWebSocket guest = new();
                if (!await VisitsAsync(guest))
                {
                    _shortDropped++;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the load is over
        }
    }

    /// <summary>All say hello once more, and close.</summary>
    public async Task CloseAsync()
    {
        foreach (ClientWebSocket socket in _open)
        {
            if (!await EchoesAsync(socket))
            {
                _dropped.Add(socket);
            }
            else
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Array.ForEach(_open, s => s.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task<bool> VisitsAsync(ClientWebSocket guest)
    {
        try
        {
            await guest.ConnectAsync(_url, CancellationToken.None);
            bool echoed = await EchoesAsync(guest);
            await guest.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            return echoed;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private async Task<bool> EchoesAsync(ClientWebSocket socket)
    {
        try
        {
            byte[] got = new byte[64];
            await socket.SendAsync(_hello, WebSocketMessageType.Text, true, CancellationToken.None);
            WebSocketReceiveResult result = await socket.ReceiveAsync(got, CancellationToken.None);
            Echoes++;
            return got.AsSpan(0, result.Count).SequenceEqual(_hello);
        }
        catch (WebSocketException)
        {
            return false;
        }
    }
}
