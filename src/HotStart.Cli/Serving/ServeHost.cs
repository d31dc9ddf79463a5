using HotStart.AspNetCore;
using HotStart.AspNetCore.Routing;
using HotStart.Cli.Output;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotStart.Cli.Serving;

/// <summary>The application that <c>hotstart serve</c> runs. Settings come from appsettings.json where it was started, and the environment.</summary>
internal static class ServeHost
{
    /// <param name="served">What is served.</param>
    /// <param name="urls">Where, separated by semicolons.</param>
    /// <param name="console">Where it says what it has to say.</param>
    /// <param name="recorded">Told of what a host on a store writes to the history.</param>
    public static WebApplication Build(ServedThing served, string urls, ToolConsole console, Action<HistoryRecord> recorded)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Environment.CurrentDirectory });
        builder.WebHost.UseUrls(urls.Split(';'));
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new ServeLog(console));
        builder.Services.AddOpenApi();
        builder.Services.AddProblemDetails();
        builder.Services.AddMetricsForPrometheus();
        builder.Services.AddHealthChecks().AddHotStart().AddPluginChecks();

        // Signals are the command's own.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.AddHotStart(o =>
        {
            o.Folder = Path.GetFullPath(served.Path);
            o.Host.CatchUnhandledExceptions = true;
        });
        if (served.Proving is { } proving)
        {
            builder.AddHotStartStore(o =>
            {
                o.Folder = Path.GetFullPath(served.Path);
                o.Host.ProvingTime = proving;
                o.Host.Recorded = recorded;
            });
        }

        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseWebSockets();
        app.MapOpenApi();
        app.MapPlugins();
        app.MapHotStartCalls();
        app.MapHotStart(configure: o => o.Examine = ServedDoctor.ExamineAsync);
        app.MapMetricsForPrometheus();
        app.MapHealthChecks("/health");
        return app;
    }

    public static IReadOnlyList<string> Urls(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    public static IReadOnlyList<ServedPlugin> Plugins(WebApplication app)
    {
        PluginHost host = app.Services.GetRequiredService<PluginHost>();
        IReadOnlyDictionary<string, IReadOnlyList<string>> routes = app.Services.GetRequiredService<LiveRoutes>().All();
        return
        [
            .. host.Status.Plugins.Where(p => p.ActiveGeneration is not null).Select(p => new ServedPlugin(
                p.Id, p.Version, p.ActiveGeneration, routes.GetValueOrDefault(p.Id, []), Functions(host, p.Id, routes.ContainsKey(p.Id)))),
        ];
    }

    // What a plugin with endpoints has besides is mostly its inside.
    private static IReadOnlyList<SymbolInfo> Functions(PluginHost host, string id, bool hasRoutes) =>
        !hasRoutes && host.TryGet(id, out Plugin? plugin) ? [.. plugin.Symbols.Where(s => s.Kind == SymbolKind.Function)] : [];

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
