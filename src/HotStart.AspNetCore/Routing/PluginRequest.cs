using HotStart.AspNetCore.Connections;
using HotStart.AspNetCore.Generations;
using HotStart.AspNetCore.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Routing;

/// <summary>
/// One request's stay in one generation: from its routing until the response is completed, to the last byte. Holds the
/// lease, and gives the request its services from the generation's container while plugin code runs.
/// </summary>
internal sealed class PluginRequest(HttpContext context, WebGeneration generation, HeldConnection? connection = null) : IServiceProvidersFeature
{
    private static readonly Func<object, Task> _end = static state => ((PluginRequest)state).EndAsync();

    private IServiceScope? _scope;
    private IServiceProvider? _services;
    private IServiceProvidersFeature? _hostServices;

    public WebGeneration Generation { get; } = generation;

    /// <summary>While true, endpoints that routing would run at once must not run: it only looks for one.</summary>
    public bool IsMatching { get; private set; }

    public IServiceProvider RequestServices
    {
        get => _services ??= OpenScope();
        set => _services = value;
    }

    /// <summary>Looks for an endpoint of the generation; <see cref="TakeMatch"/> gives it.</summary>
    public Task MatchAsync()
    {
        if (Generation.HasShortCircuits)
        {
            IsMatching = true;
            context.Features.Set(this);
        }

        return Generation.MatchAsync(context);
    }

    /// <summary>What was found, or null. The request is left as it was before.</summary>
    public Endpoint? TakeMatch(out RouteValueDictionary? values)
    {
        IsMatching = false;
        Endpoint? endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            values = null;
            return null;
        }

        values = context.Request.RouteValues;
        context.SetEndpoint(null);
        context.Request.RouteValues = null!;
        return endpoint;
    }

    /// <summary>
    /// Keeps the lease until the response is completed. Callbacks run last one first: this must be registered before any
    /// of the plugin's, so that the lease outlives them.
    /// </summary>
    public void Keep()
    {
        context.Features.Set(this);
        RequestSpan.Tag(context, Generation.PluginId, Generation.Number);
        context.Response.OnCompleted(_end, this);
    }

    /// <summary>Gives the lease back. Once only, and by whoever has not handed it on to <see cref="Keep"/>.</summary>
    public void Leave()
    {
        connection?.Leave(HeldConnection.EndsWith(context.Request));
        Generation.Exit();
    }

    /// <summary>Runs plugin code with the services of its generation.</summary>
    public Task RunAsync(RequestDelegate branch)
    {
        if (Generation.NeedsOrigin)
        {
            _ = context.RequestServices; // makes the feature, where nothing of the host has asked for a service yet
        }

        _hostServices = context.Features.Get<IServiceProvidersFeature>();
        context.Features.Set<IServiceProvidersFeature>(this);
        Task running;
        try
        {
            running = branch(context);
        }
        catch
        {
            GiveBack();
            throw;
        }

        if (running.IsCompletedSuccessfully)
        {
            GiveBack();
            return Task.CompletedTask;
        }

        return FinishAsync(running);
    }

    private async Task FinishAsync(Task running)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        finally
        {
            GiveBack();
        }
    }

    // Middleware of the host on its way out finds the host's services.
    private void GiveBack() => context.Features.Set(_hostServices);

    private IServiceProvider OpenScope()
    {
        _scope = Generation.Services.GetRequiredService<IServiceScopeFactory>().CreateScope();
        if (Generation.NeedsOrigin)
        {
            _scope.ServiceProvider.GetRequiredService<RequestOrigin>().Services = _hostServices?.RequestServices;
        }

        return _scope.ServiceProvider;
    }

    private async Task EndAsync()
    {
        try
        {
            if (_scope is IAsyncDisposable scope)
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _scope = null;
            _services = null;
            Leave();
        }
    }
}
