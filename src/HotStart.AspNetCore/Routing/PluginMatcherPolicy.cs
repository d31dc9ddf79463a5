using HotStart.AspNetCore.Connections;
using HotStart.AspNetCore.Generations;
using HotStart.AspNetCore.Hosting;
using HotStart.Flow.Generations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace HotStart.AspNetCore.Routing;

/// <summary>
/// Part of the host's routing: where no endpoint of the host fits, puts the endpoint of a plugin in. So the host's
/// middleware after routing sees the plugin's endpoint with its metadata, as if it had been compiled in.
/// </summary>
internal sealed class PluginMatcherPolicy(PluginHostLifetime lifetime, HeldConnections connections) : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before policies that judge the candidates that there are.
    public override int Order => int.MinValue + 50;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (Endpoint endpoint in endpoints)
        {
            if (IsPlace(endpoint))
            {
                return true;
            }
        }

        return false;
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (int i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i))
            {
                continue;
            }

            if (IsPlace(candidates[i].Endpoint))
            {
                return FillAsync(httpContext, candidates, i);
            }

            // An endpoint of the host, and better: what stands for the plugins must not be chosen in its stead.
            Close(candidates, i + 1);
            break;
        }

        return Task.CompletedTask;
    }

    private static bool IsPlace(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PluginsPlace>() is not null;

    private static void Close(CandidateSet candidates, int from)
    {
        for (int i = from; i < candidates.Count; i++)
        {
            if (IsPlace(candidates[i].Endpoint))
            {
                candidates.SetValidity(i, false);
            }
        }
    }

    private Task FillAsync(HttpContext context, CandidateSet candidates, int place)
    {
        if (connections.Enter(context) is { } held)
        {
            return FillByOne(candidates, place, new PluginRequest(context, held.Generation, held));
        }

        LiveCell cell = lifetime.Host.Flow.HostCell;
        while (true)
        {
            LiveSet live = cell.Set!;
            WebGeneration[] mayFit = RouteIndex.Of(live).Find(context.Request.Path.Value);
            if (mayFit.Length == 0)
            {
                candidates.SetValidity(place, false);
                return Task.CompletedTask;
            }

            if (mayFit.Length == 1)
            {
                if (!mayFit[0].TryEnter())
                {
                    continue; // a newer set is live
                }

                if (cell.Set == live)
                {
                    return FillByOne(candidates, place, new PluginRequest(context, mayFit[0]));
                }

                mayFit[0].Exit();
            }
            else if (TryEnter(context, mayFit) is { } entered)
            {
                if (cell.Set == live)
                {
                    return FillByBestAsync(candidates, place, entered);
                }

                Leave(entered, null);
            }
        }
    }

    /// <summary>The usual case, without waiting for anything: matching does not, unless the plugin's own policies do.</summary>
    private static Task FillByOne(CandidateSet candidates, int place, PluginRequest request)
    {
        Task matching;
        try
        {
            matching = request.MatchAsync();
        }
        catch
        {
            request.Leave();
            throw;
        }

        if (!matching.IsCompletedSuccessfully)
        {
            return FinishAsync();
        }

        Fill();
        return Task.CompletedTask;

        async Task FinishAsync()
        {
            try
            {
                await matching.ConfigureAwait(false);
            }
            catch
            {
                request.Leave();
                throw;
            }

            Fill();
        }

        void Fill()
        {
            if (request.TakeMatch(out RouteValueDictionary? values) is { } endpoint)
            {
                request.Keep();
                candidates.ReplaceEndpoint(place, endpoint, values);
            }
            else
            {
                request.Leave();
                candidates.SetValidity(place, false);
            }
        }
    }

    /// <summary>The best endpoint of several generations, by the same order as within one: order, then precedence.</summary>
    private static async Task FillByBestAsync(CandidateSet candidates, int place, PluginRequest[] entered)
    {
        PluginRequest? chosen = null;
        Endpoint? best = null;
        RouteValueDictionary? values = null;
        bool isDone = false;
        try
        {
            foreach (PluginRequest request in entered)
            {
                await request.MatchAsync().ConfigureAwait(false);
                if (request.TakeMatch(out RouteValueDictionary? found) is { } endpoint && IsBetter(endpoint, best))
                {
                    (chosen, best, values) = (request, endpoint, found);
                }
            }

            isDone = true;
        }
        finally
        {
            Leave(entered, isDone ? chosen : null);
        }

        if (best is null)
        {
            candidates.SetValidity(place, false);
            return;
        }

        chosen!.Keep();
        candidates.ReplaceEndpoint(place, best, values);
    }

    private static PluginRequest[]? TryEnter(HttpContext context, WebGeneration[] mayFit)
    {
        PluginRequest[] entered = new PluginRequest[mayFit.Length];
        for (int i = 0; i < mayFit.Length; i++)
        {
            if (!mayFit[i].TryEnter())
            {
                Leave(entered.AsSpan(0, i), null);
                return null;
            }

            entered[i] = new PluginRequest(context, mayFit[i]);
        }

        return entered;
    }

    private static void Leave(ReadOnlySpan<PluginRequest> entered, PluginRequest? but)
    {
        foreach (PluginRequest request in entered)
        {
            if (request != but)
            {
                request.Leave();
            }
        }
    }

    private static bool IsBetter(Endpoint endpoint, Endpoint? than) => (endpoint, than) switch
    {
        (_, null) => true,
        (RouteEndpoint, not RouteEndpoint) => true, // than a refusal such as 405
        (not RouteEndpoint, _) => false,
        (RouteEndpoint a, RouteEndpoint b) => a.Order != b.Order
            ? a.Order < b.Order
            : a.RoutePattern.InboundPrecedence < b.RoutePattern.InboundPrecedence,
    };
}
