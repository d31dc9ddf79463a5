using System.Collections.Immutable;
using System.Runtime.Loader;
using HotStart.AspNetCore.Connections;
using HotStart.AspNetCore.Documents;
using HotStart.AspNetCore.Routing;
using HotStart.Flow.Extensions;
using HotStart.Flow.Generations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Generations;

/// <summary>
/// The web side of one generation: its container, its endpoints and its branch of the pipeline. Safe for use by several
/// threads once it is made.
/// </summary>
internal sealed class WebGeneration(
    Generation generation, PluginEnvironment environment, GenerationLifetime lifetime, HeldConnections connections, TimeProvider time, TimeSpan connectionLimit)
    : GenerationPart
{
    private readonly OpenSockets _sockets = new();
    private readonly CancellationTokenSource _unused = new();
    private ServiceProvider? _services;
    private RequestDelegate _match = null!;
    private RequestDelegate _branch = null!;
    private RequestDelegate _socketBranch = null!;
    private RequestDelegate? _negotiateBranch;
    private HostedServices? _hosted;

    public string PluginId { get; } = generation.PluginId;

    public int Number { get; } = generation.Number;

    public string Version { get; } = generation.Version;

    /// <summary>As the host sees them.</summary>
    public ImmutableArray<RouteEndpoint> Endpoints { get; private set; } = [];

    /// <summary>What no other plugin may have too.</summary>
    public ImmutableArray<RouteClaim> Claims { get; private set; } = [];

    public GenerationDocument Document { get; } = new();

    public IServiceProvider Services => _services!;

    /// <summary>Whether a request's scope must know the host's services of that request.</summary>
    public bool NeedsOrigin { get; private set; }

    /// <summary>Whether routing would run some of the endpoints at once, while it is only to look for one.</summary>
    public bool HasShortCircuits { get; private set; }

    /// <summary>Takes the container; from here on it is disposed with the generation, however the trial ends.</summary>
    public void Take(ServiceProvider services, bool needsOrigin)
    {
        _services = services;
        NeedsOrigin = needsOrigin;
    }

    /// <summary>Takes what the plugin mapped.</summary>
    /// <param name="endpoints">The plugin's endpoints.</param>
    /// <param name="branch">Runs the endpoint of a request, with the plugin's middleware around it.</param>
    public void Take(IEnumerable<RouteEndpoint> endpoints, RequestDelegate branch)
    {
        Endpoints = [.. endpoints.Select(e => new PluginEndpoint(this, e).ForHost())];
        HasShortCircuits = Endpoints.Any(e => e.Metadata.Any(m => m.GetType().Name == "ShortCircuitMetadata"));
        Claims = [.. Endpoints.SelectMany(RouteClaim.Of)];
        _branch = branch;
        _socketBranch = SocketBranch.Build(Services, _sockets, branch);
        _negotiateBranch = Endpoints.Any(Negotiates) ? NegotiateBranch.Build(this, connections, time, branch) : null;
        _match = GenerationMatcher.Build(Services, Endpoints);
    }

    public Task StartAsync(HostedServices hosted, CancellationToken cancellationToken)
    {
        _hosted = hosted;
        return hosted.StartAsync(cancellationToken);
    }

    /// <summary>Lets one more request in. False once the generation is retired and nobody is inside any more.</summary>
    public bool TryEnter() => generation.Leases.TryAcquire();

    /// <summary>Enters once more, though the generation may be retired. Only for whoever is inside, or keeps somebody there.</summary>
    public void EnterToo() => generation.Leases.AcquireAnother();

    /// <summary>Whether this is the load context of its code.</summary>
    public bool LivesIn(AssemblyLoadContext context) => generation.Code?.LoadContext == context;

    public void Exit() => generation.Leases.Release();

    /// <summary>Sets the endpoint and route values of a request that has entered, if one of this generation's fits.</summary>
    public Task MatchAsync(HttpContext context) => _match(context);

    /// <summary>Runs the endpoint that was matched.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        PluginRequest request = context.Features.Get<PluginRequest>()!;
        return request.IsMatching ? Task.CompletedTask : request.RunAsync(
            SocketBranch.MayBecomeSocket(context) ? _socketBranch
            : _negotiateBranch is not null && Negotiates(context.GetEndpoint()!) ? _negotiateBranch
            : _branch);
    }

    public override void Published() => _ = lifetime.StartedAsync();

    public override void Leave() => _ = CloseLateAsync();

    public override IEnumerable<string> Holders(long leases)
    {
        int sockets = _sockets.Count;
        int held = connections.CountOf(this);
        if (leases > sockets + held)
        {
            yield return $"{leases - sockets - held} request(s) under way";
        }

        if (held > 0)
        {
            yield return $"{held} SignalR connection(s) without a WebSocket";
        }

        if (sockets > 0)
        {
            yield return $"{sockets} open WebSocket(s)";
        }
    }

    public override async Task<IReadOnlyList<Exception>> StopAsync(CancellationToken cancellationToken)
    {
        List<Exception> errors = [];
        await _unused.CancelAsync().ConfigureAwait(false);
        try
        {
            await lifetime.StoppingAsync().ConfigureAwait(false);
        }
        catch (AggregateException e)
        {
            errors.AddRange(e.InnerExceptions);
        }

        errors.AddRange(_hosted is null ? [] : await _hosted.StopAsync(cancellationToken).ConfigureAwait(false));
        return errors;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await lifetime.StoppedAsync().ConfigureAwait(false);
        }
        finally
        {
            if (_services is not null)
            {
                await _services.DisposeAsync().ConfigureAwait(false);
            }

            environment.Dispose();
        }
    }

    private static bool Negotiates(Endpoint endpoint) => endpoint.Metadata.GetMetadata<NegotiateMetadata>() is not null;

    /// <summary>Connections stay on the generation until their limit; then SignalR ends its own, and raw ones are closed.</summary>
    private async Task CloseLateAsync()
    {
        try
        {
            await Task.Delay(connectionLimit, time, _unused.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return; // nobody is left
        }

        // SignalR's own way first: it tells its clients that they may connect again.
        await lifetime.StoppingAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connections.End(this);
        await _sockets.CloseAsync(time).ConfigureAwait(false);
    }
}
