using HotStart.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

public sealed class SwapTests
{
    private static readonly string _last = Path.Combine(AppContext.BaseDirectory, "last");
    private static readonly string _now = Path.Combine(AppContext.BaseDirectory, "now");

    /// <summary>Serves the last version, swaps to this one, uses it, and proves that the last one left memory.</summary>
    [Fact]
    public async Task Endpoints_SwappedFromTheLastVersion_AnswerAndLeaveNothingBehind()
    {
        using TempFolder plugins = new();
        CopyTo(_last, plugins["PluginName"]);
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddHotStart(o =>
        {
            o.Folder = plugins.Path;
            o.Host.Watch = false;
            o.Host.UnloadProbeInterval = TimeSpan.FromMilliseconds(100);
        });
        await using WebApplication app = builder.Build();
        app.MapPlugins();
        await app.StartAsync(TestContext.Current.CancellationToken);
        PluginHost host = app.Services.GetRequiredService<PluginHost>();
        EventLog<PluginEvent> events = new();
        Task collecting = events.CollectAsync(host.WatchAsync(TestContext.Current.CancellationToken));

        await UseAsync(app);
        CopyTo(_now, plugins["PluginName"]);
        SwapResult swap = await host.ReloadAsync("PluginName", TestContext.Current.CancellationToken);
        Assert.True(swap.Succeeded, swap.ToString());
        await UseAsync(app);

        PluginEvent verdict = await events.NextAsync(e => e.Kind is PluginEventKind.Unloaded or PluginEventKind.Leaked);
        Assert.True(verdict.Kind == PluginEventKind.Unloaded, verdict.Message);
        await app.StopAsync(TestContext.Current.CancellationToken);
        await collecting;
    }

    private static async Task UseAsync(WebApplication app)
    {
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal("Hello, world!", await client.GetStringAsync("/"));
        Assert.Equal("""{"text":"Hello, you!"}""", await client.GetStringAsync("/greetings/you"));
    }

    private static void CopyTo(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
