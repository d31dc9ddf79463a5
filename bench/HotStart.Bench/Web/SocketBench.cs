using System.Net.WebSockets;
using System.Text;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Web;

/// <summary>Open WebSockets during many swaps.</summary>
internal static class SocketBench
{
    private const int Swaps = 100;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        int count = settings.Rounds(200, 200);
        using TempFolder folder = new();
        string[] versions = WebSource.Endpoints(folder, 2, generated: true);
        string artifact = Path.Combine(folder.MakeFolder("plugins"), "shop.dll");
        File.Copy(versions[0], artifact);
        await using BenchApp app = await BenchApp.WithPluginsAsync(Path.GetDirectoryName(artifact)!);
        Swapper swapper = new(app.Host, "shop", versions, artifact);
        ClientWebSocket[] sockets = [.. Enumerable.Range(0, count).Select(_ => new ClientWebSocket())];
        Uri url = new(app.Url.Replace("http:", "ws:", StringComparison.Ordinal) + "/shop/socket");
        await Task.WhenAll(sockets.Select(s => s.ConnectAsync(url, CancellationToken.None)));
        int dropped = 0, echoes = 0;
        for (int i = 1; i <= Swaps; i++)
        {
            await swapper.SwapAsync();
            if (i % 10 == 0)
            {
                bool[] echoed = await Task.WhenAll(sockets.Select(EchoAsync));
                dropped = echoed.Count(e => !e);
                echoes += echoed.Count(e => e);
            }
        }

        await Task.WhenAll(sockets.Where(s => s.State == WebSocketState.Open).Select(s => s.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None)));
        Array.ForEach(sockets, s => s.Dispose());
        int alive = await swapper.AliveAsync(TimeSpan.FromSeconds(30));
        return
        [
            new Figure($"{count} open WebSockets during {Swaps} swaps: dropped before their limit", "0", Sample.Text($"{dropped}; {echoes:N0} echoes"), "", null, dropped == 0),
            new Figure("(generations alive once they were closed)", "", $"{alive}", "", null, null),
        ];
    }

    private static async Task<bool> EchoAsync(ClientWebSocket socket)
    {
        try
        {
            byte[] sent = Encoding.UTF8.GetBytes("hello"), got = new byte[64];
            await socket.SendAsync(sent, WebSocketMessageType.Text, true, CancellationToken.None);
            WebSocketReceiveResult result = await socket.ReceiveAsync(got, CancellationToken.None);
            return result.Count == sent.Length;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }
}
