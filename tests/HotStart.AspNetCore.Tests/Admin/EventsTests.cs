using System.Net.ServerSentEvents;
using System.Text.Json;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class EventsTests
{
    [Fact]
    public async Task Events_ListenerComes_HearsTheStateThenEachSwap()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        await using Listener listener = await Listener.OpenAsync(app);

        SseItem<string> state = await listener.NextAsync("plugin");
        app.Forge.Hello("2.0");
        (await app.CallAsync("reload")).Dispose();
        SseItem<string> swapped = await listener.NextAsync("plugin");

        Assert.Equal("state", Kind(state));
        Assert.Equal("swapped", Kind(swapped));
        JsonElement data = JsonSerializer.Deserialize<JsonElement>(swapped.Data);
        Assert.Equal("2.0", data.GetProperty("version").GetString());
        Assert.NotEqual(0, data.GetProperty("stages").GetArrayLength());
        Assert.Equal(data.GetProperty("sequence").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture), swapped.EventId);
    }

    [Fact]
    public async Task Events_ListenerComesBack_HearsWhatItMissed()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string last;
        await using (Listener before = await Listener.OpenAsync(app))
        {
            last = (await before.NextAsync("plugin")).EventId!;
        }

        app.Forge.Hello("2.0");
        (await app.CallAsync("reload")).Dispose();
        await using Listener again = await Listener.OpenAsync(app, last);

        Assert.Equal("swapped", Kind(await again.NextAsync("plugin")));
    }

    [Fact]
    public async Task Events_LeaseTakenWithoutAnEvent_SaysThatSomethingMoved()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        await using Listener listener = await Listener.OpenAsync(app);
        await listener.NextAsync("plugin");

        using PinnedSet pinned = app.Plugins.Pin();

        await listener.NextAsync("status");
    }

    [Fact]
    public async Task Events_ApplicationStops_StreamEnds()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        await using Listener listener = await Listener.OpenAsync(app);
        await listener.NextAsync("plugin");

        await app.Live.App.StopAsync().LimitAsync(TimeSpan.FromSeconds(20));

        await listener.EndAsync();
    }

    private static string? Kind(SseItem<string> item) => JsonSerializer.Deserialize<JsonElement>(item.Data).GetProperty("kind").GetString();

    private sealed class Listener : IAsyncDisposable
    {
        private readonly HttpResponseMessage _response;
        private readonly IAsyncEnumerator<SseItem<string>> _items;

        private Listener(HttpResponseMessage response, Stream stream)
        {
            _response = response;
            _items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
        }

        public static async Task<Listener> OpenAsync(AdminApp app, string? lastEventId = null)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/hotstart/events");
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }

            HttpResponseMessage response = await app.Live.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).LimitAsync();
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            return new Listener(response, await response.Content.ReadAsStreamAsync());
        }

        public async Task<SseItem<string>> NextAsync(string type)
        {
            do
            {
                Assert.True(await _items.MoveNextAsync().AsTask().LimitAsync(), "The stream ended.");
            }
            while (_items.Current.EventType != type);
            return _items.Current;
        }

        public async Task EndAsync()
        {
            while (await _items.MoveNextAsync().AsTask().LimitAsync())
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            _response.Dispose();
            await _items.DisposeAsync();
        }
    }
}
