using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Connections;

public sealed class SocketLimitTests
{
    private static string Echo(string version) => $$"""
        endpoints.Map("/echo", async (HttpContext http) =>
        {
            using System.Net.WebSockets.WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            byte[] buffer = new byte[100];
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, http.RequestAborted);
                if (got.CloseStatus is not null) { if (socket.State == System.Net.WebSockets.WebSocketState.CloseReceived) { await socket.CloseOutputAsync(got.CloseStatus.Value, null, default); } return; }
                await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes("{{version}} " + System.Text.Encoding.UTF8.GetString(buffer, 0, got.Count)), got.MessageType, true, http.RequestAborted);
            }
        });
        """;

    [Fact]
    public async Task WebSocket_OpenAcrossASwap_KeepsItsGenerationUntilItCloses()
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", Echo("v1")));
        using ClientWebSocket socket = await ConnectAsync(app);
        Assert.Equal("v1 a", await EchoAsync(socket, "a"));

        await app.SwapAsync(app.Forge.Plugin("shop", Echo("v2")));
        Assert.Equal("v1 b", await EchoAsync(socket, "b"));
        Assert.Equal("1 open WebSocket(s)", Assert.Single(app.Host.Status.Plugins[0].Generations[0].Holders));
        using ClientWebSocket next = await ConnectAsync(app);
        Assert.Equal("v2 c", await EchoAsync(next, "c"));

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).LimitAsync();
        await app.UnloadedAsync("shop", 1);
    }

    [Fact]
    public async Task WebSocket_LimitReached_GetsACloseFrameAndTheGenerationGoes()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("shop", Echo("v1")), b => b.Services.AddHotStart(o => o.ConnectionLimit = TimeSpan.FromMilliseconds(300)));
        using ClientWebSocket socket = await ConnectAsync(app);
        Assert.Equal("v1 a", await EchoAsync(socket, "a"));

        await app.SwapAsync(app.Forge.Plugin("shop", Echo("v2")));
        WebSocketReceiveResult end = await socket.ReceiveAsync(new byte[100], default).LimitAsync();

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, end.CloseStatus);
        Assert.Equal("A newer version is live; connect again.", end.CloseStatusDescription);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default).LimitAsync();
        await app.UnloadedAsync("shop", 1);
    }

    [Fact]
    public async Task SignalR_LimitReached_ReconnectsToTheNewGeneration()
    {
        string Hub(string version) => $$"""public sealed class TheHub : Microsoft.AspNetCore.SignalR.Hub { public string Version() => "{{version}}"; }""";
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("chat", """endpoints.MapHub<TheHub>("/hub");""", "services.AddSignalR();", Hub("v1")),
            b => b.Services.AddHotStart(o => o.ConnectionLimit = TimeSpan.FromMilliseconds(300)));
        await using HubConnection hub = new HubConnectionBuilder().WithUrl(new Uri(app.Url, "/hub"))
            .WithAutomaticReconnect([TimeSpan.Zero, TimeSpan.FromSeconds(1)]).Build();
        TaskCompletionSource reconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Reconnected += _ => { reconnected.TrySetResult(); return Task.CompletedTask; };
        await hub.StartAsync();
        Assert.Equal("v1", await hub.InvokeAsync<string>("Version"));

        await app.SwapAsync(app.Forge.Plugin("chat", """endpoints.MapHub<TheHub>("/hub");""", "services.AddSignalR();", Hub("v2")));
        await reconnected.Task.LimitAsync();

        Assert.Equal("v2", await hub.InvokeAsync<string>("Version"));
        await app.UnloadedAsync("chat", 1);
    }

    private static async Task<ClientWebSocket> ConnectAsync(LiveApp app)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new UriBuilder(app.Url) { Scheme = "ws", Path = "/echo" }.Uri, default).LimitAsync();
        return socket;
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        byte[] buffer = new byte[100];
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default).LimitAsync();
        WebSocketReceiveResult got = await socket.ReceiveAsync(buffer, default).LimitAsync();
        return Encoding.UTF8.GetString(buffer, 0, got.Count);
    }
}
