using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.AspNetCore.Tests.Connections;

/// <summary>SignalR connects in several requests: a swap may come between any two of them.</summary>
public sealed class NegotiatedTests
{
    private const string Map = """endpoints.MapHub<TheHub>("/hub");""";
    private const string Services = "services.AddSignalR();";

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Connection_NegotiatedBeforeASwap_ConnectsToTheGenerationThatNegotiated(HttpTransportType transport)
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("chat", Map, Services, Hub("v1")));
        await using HubConnection hub = Connect(app, transport, o => o.HttpMessageHandlerFactory = inner => new AfterNegotiate(inner, () => SwapAsync(app)));

        await hub.StartAsync().LimitAsync();

        Assert.Equal("v1", await hub.InvokeAsync<string>("Version").LimitAsync());
        await using HubConnection next = Connect(app, transport);
        await next.StartAsync().LimitAsync();
        Assert.Equal("v2", await next.InvokeAsync<string>("Version").LimitAsync());

        await hub.StopAsync().LimitAsync();
        await app.UnloadedAsync("chat", 1);
    }

    [Theory]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Connection_WithoutAWebSocketAcrossASwap_KeepsItsGenerationAndItsMessages(HttpTransportType transport)
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("chat", Map, Services, Hub("v1")));
        await using HubConnection hub = Connect(app, transport);
        await hub.StartAsync().LimitAsync();
        Assert.Equal(1, await hub.InvokeAsync<int>("Count").LimitAsync());

        await SwapAsync(app);

        Assert.Equal("v1", await hub.InvokeAsync<string>("Version").LimitAsync());
        Assert.Equal(2, await hub.InvokeAsync<int>("Count").LimitAsync());
        Assert.Contains("1 SignalR connection(s) without a WebSocket", app.Host.Status.Plugins[0].Generations[0].Holders);
        await hub.StopAsync().LimitAsync();
        await app.UnloadedAsync("chat", 1);
    }

    [Theory]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Connection_WithoutAWebSocketAtTheLimit_ReconnectsToTheNewGeneration(HttpTransportType transport)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("chat", Map, Services, Hub("v1")), b => b.Services.AddHotStart(o => o.ConnectionLimit = TimeSpan.FromMilliseconds(300)));
        await using HubConnection hub = Connect(app, transport);
        TaskCompletionSource reconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Reconnected += _ => { reconnected.TrySetResult(); return Task.CompletedTask; };
        await hub.StartAsync().LimitAsync();
        Assert.Equal("v1", await hub.InvokeAsync<string>("Version").LimitAsync());

        await SwapAsync(app);
        await reconnected.Task.LimitAsync();

        Assert.Equal("v2", await hub.InvokeAsync<string>("Version").LimitAsync());
        await app.UnloadedAsync("chat", 1);
    }

    [Fact]
    public async Task Connection_SkipsNegotiation_IsOneRequestOfOneGeneration()
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("chat", Map, Services, Hub("v1")));
        await using HubConnection hub = Connect(app, HttpTransportType.WebSockets, o => o.SkipNegotiation = true);
        await hub.StartAsync().LimitAsync();
        await SwapAsync(app);
        Assert.Equal("v1", await hub.InvokeAsync<string>("Version").LimitAsync());

        await using HubConnection next = Connect(app, HttpTransportType.WebSockets, o => o.SkipNegotiation = true);
        await next.StartAsync().LimitAsync();
        Assert.Equal("v2", await next.InvokeAsync<string>("Version").LimitAsync());

        await hub.StopAsync().LimitAsync();
        await app.UnloadedAsync("chat", 1);
    }

    [Fact]
    public async Task Negotiation_NobodyComesBack_HoldsTheGenerationAsLongAsItWaitsAndNoLonger()
    {
        FakeTimeProvider time = new();
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("chat", Map, Services, Hub("v1")), b => b.Services.AddHotStart(o => o.Host.TimeProvider = time));
        string token = await NegotiateAsync(app);
        await SwapAsync(app);
        Assert.Contains("1 SignalR connection(s) without a WebSocket", app.Host.Status.Plugins[0].Generations[0].Holders);

        // The token opens the connection alone, and nothing else of the old generation.
        Assert.Equal("v2", await app.GetAsync($"/version?id={token}"));
        time.Advance(TimeSpan.FromSeconds(16));

        Assert.Empty(app.Host.Status.Plugins[0].Generations.Where(g => g.Number == 1).SelectMany(g => g.Holders));
        using HttpResponseMessage late = await app.Http.GetAsync($"/hub?id={token}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task Application_EndsWithANegotiationOpen_DoesNotWaitForIt()
    {
        FakeTimeProvider time = new();
        LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("chat", Map, Services, Hub("v1")), b => b.Services.AddHotStart(o => o.Host.TimeProvider = time));
        await NegotiateAsync(app);

        await app.DisposeAsync().AsTask().LimitAsync();
    }

    private static async Task<string> NegotiateAsync(LiveApp app)
    {
        using HttpResponseMessage answer = await app.Http.PostAsync("/hub/negotiate?negotiateVersion=1", null);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString()!;
    }

    private static Task SwapAsync(LiveApp app) => app.SwapAsync(app.Forge.Plugin("chat", Map + """endpoints.MapGet("/version", () => "v2");""", Services, Hub("v2")));

    private static HubConnection Connect(LiveApp app, HttpTransportType transport, Action<Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions>? configure = null) =>
        new HubConnectionBuilder().WithUrl(new Uri(app.Url, "/hub"), transport, configure ?? (_ => { }))
            .WithAutomaticReconnect([TimeSpan.Zero, TimeSpan.FromSeconds(1)]).Build();

    private static string Hub(string version) => $$"""
        public sealed class TheHub : Microsoft.AspNetCore.SignalR.Hub
        {
            private static int _count;
            public string Version() => "{{version}}";
            public int Count() => ++_count;
        }
        """;

    /// <summary>Does something once, between the answer to the negotiation and the request that connects.</summary>
    private sealed class AfterNegotiate(HttpMessageHandler inner, Func<Task> act) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.EndsWith("/negotiate", StringComparison.Ordinal))
            {
                await act();
            }

            return response;
        }
    }
}
