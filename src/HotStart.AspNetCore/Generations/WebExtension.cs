using System.Collections.Immutable;
using HotStart.AspNetCore.Hosting;
using HotStart.AspNetCore.Routing;
using HotStart.Flow;
using HotStart.Flow.Candidates.RunOnce;
using HotStart.Flow.Extensions;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading.Sweeping;

namespace HotStart.AspNetCore.Generations;

/// <summary>Makes the web side of each candidate, and keeps two plugins from having the same route.</summary>
internal sealed class WebExtension(WebGenerationBuilder builder, RouteLedger ledger) : FlowExtension
{
    public override ImmutableArray<SweepRule> Rules { get; } = [new AuthorizationPolicies()];

    public override ImmutableArray<RunOnceRule> RunOnce { get; } = [new EndpointRegistration()];

    public override Task<ImmutableArray<Reason>> PrepareAsync(PluginFlow flow, Generation generation, CancellationToken cancellationToken) =>
        builder.BuildAsync(flow, generation, cancellationToken);

    public override void Claim(ImmutableArray<ChangeStep> steps)
    {
        HashSet<RouteOwner> replaced = [.. steps
            .Where(s => s.IsFit && s.Previous is not null)
            .Select(s => new RouteOwner(s.Previous!.PluginId, s.Previous.Number))];
        foreach (ChangeStep step in steps.Where(s => s.IsFit))
        {
            if (step.Next?.Code?.Part is not WebGeneration web)
            {
                continue;
            }

            foreach ((RouteClaim own, RouteClaim other, RouteOwner owner) in
                ledger.TryClaim(new RouteOwner(web.PluginId, web.Number), web.Claims, replaced.Contains))
            {
                step.Refuse(
                    ReasonCodes.RouteClash,
                    $"Plugin '{web.PluginId}' maps '{own.Text}', and plugin '{owner.PluginId}' maps '{other.Text}': nobody could tell which is meant. Give one of them another path or method.");
            }
        }
    }

    public override void Settle(ImmutableArray<ChangeStep> steps)
    {
        foreach (PluginRecord plugin in steps.Select(s => s.Plugin).OfType<PluginRecord>().Distinct())
        {
            ledger.Settle(plugin.Id, plugin.Active?.Number);
        }
    }
}
