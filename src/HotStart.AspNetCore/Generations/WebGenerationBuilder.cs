using System.Collections.Immutable;
using HotStart.AspNetCore.Connections;
using HotStart.AspNetCore.Hosting;
using HotStart.AspNetCore.Routing;
using HotStart.Flow;
using HotStart.Flow.Generations;
using HotStart.Handles.Symbols;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Generations;

/// <summary>Builds the web side of a candidate: container, endpoints, branch; then starts its hosted services.</summary>
internal sealed class WebGenerationBuilder(
    IServiceProvider host, HostRegistrations registrations, HostRoutes routes, HeldConnections connections, IOptions<HotStartOptions> options)
{
    private const string OwnName = "HotStart.AspNetCore";

    private static readonly ServiceProviderOptions _checked = new() { ValidateOnBuild = true, ValidateScopes = true };

    /// <summary>Makes it the candidate's part, or tells why the candidate is refused.</summary>
    public async Task<ImmutableArray<Reason>> BuildAsync(PluginFlow flow, Generation generation, CancellationToken cancellationToken)
    {
        LoadedCode code = generation.Code!;
        if (Find(code) is not { } plugin)
        {
            return [];
        }

        PluginEnvironment environment = new(
            generation.PluginId, generation.Staged, PluginEnvironment.NameOf(host.GetService<IHostEnvironment>()));
        GenerationLifetime lifetime = new(generation.PluginId);
        WebGeneration web = new(generation, environment, lifetime, connections, flow.Options.TimeProvider, options.Value.ConnectionLimit);
        code.Part = web;

        PluginServices services = new(host, registrations, code.Context, environment, lifetime, code.Assembly);
        plugin.ConfigureServices(services, code.Context);
        try
        {
            web.Take(services.BuildServiceProvider(_checked), services.NeedsOrigin);
        }
        catch (Exception e) when (e is AggregateException or InvalidOperationException or ArgumentException)
        {
            return [.. (e is AggregateException all ? [.. all.InnerExceptions] : (Exception[])[e]).Select(x => new Reason(
                ReasonCodes.ContainerFailed,
                $"The services of plugin '{generation.PluginId}' cannot be made: {x.Message}",
                generation.Staged.Source))];
        }

        PluginRoutes mapped = new(web.Services);
        plugin.MapEndpoints(mapped);
        ApplicationBuilder branch = new(web.Services);
        plugin.ConfigureBranch(branch);
        branch.Run(RunEndpoint);
        web.Take(mapped.DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>(), branch.Build());
        await WarmAsync(web).ConfigureAwait(false);

        ImmutableArray<Reason> clashes = routes.Refuse(generation.PluginId, generation.Staged.Source, web.Claims);
        if (clashes.IsEmpty)
        {
            PluginRecord record = flow.Plugins.Find(generation.PluginId)!;
            int number = generation.Number;
            HostedServices hosted = new(
                web.Services.GetServices<IHostedService>(), e => flow.Faults.Record(record, number, "a background service", e));
            await web.StartAsync(hosted, cancellationToken).ConfigureAwait(false);
        }

        return clashes;
    }

    private static IWebPlugin? Find(LoadedCode code)
    {
        if (!code.Symbols.References(OwnName))
        {
            return null;
        }

        List<Type> found = code.Symbols.Implementers(typeof(IWebPlugin));
        return found.Count switch
        {
            0 => null,
            1 => (IWebPlugin)code.Instances.Get(found[0]),
            _ => throw new HotStartException(
                $"Several public classes of plugin '{code.Context.Id}' implement {nameof(IWebPlugin)}: {string.Join(", ", found.Select(TypeText.FullName))}. A plugin has one: leave one of them public."),
        };
    }

    private static Task RunEndpoint(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PluginEndpoint>()?.Own.RequestDelegate?.Invoke(context) ?? Task.CompletedTask;

    /// <summary>Routing builds its tables with the first request it sees: here that is one of nobody.</summary>
    private static async Task WarmAsync(WebGeneration web)
    {
        DefaultHttpContext nobody = new() { RequestServices = web.Services };
        PluginRequest request = new(nobody, web);
        nobody.Request.Method = HttpMethods.Get;
        nobody.Request.Path = "/";
        await request.MatchAsync().ConfigureAwait(false);
    }
}
