using System.Collections;
using System.Reflection;
using HotStart.Flow.Unloading.Sweeping;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Generations;

/// <summary>What the host's authorization keeps of endpoints: the policies of each that it has seen, plugins' too.</summary>
internal sealed class AuthorizationPolicies : SweepRule
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Type? _cacheType =
        typeof(PolicyEvaluator).Assembly.GetType("Microsoft.AspNetCore.Authorization.Policy.AuthorizationPolicyCache");

    private static readonly FieldInfo? _byDataSource = _cacheType?.GetField("_policyCache", Any);

    // The value of a cache that begins anew when the host's own endpoints change.
    private static readonly FieldInfo? _value = _byDataSource?.FieldType.GetField("_value", Any);

    /// <summary>Whether this framework has the fields that the rule knows.</summary>
    public static bool Fits => _value is not null;

    public override int Evict(SweptGeneration gone) =>
        Fits && gone.HostServices?.GetService(_cacheType!) is { } cache
            && _value!.GetValue(_byDataSource!.GetValue(cache)) is IDictionary policies
            ? Remove(policies, e => e.Key is Endpoint endpoint
                && endpoint.Metadata.GetMetadata<PluginEndpoint>()?.Generation.LivesIn(gone.Context) == true)
            : 0;
}
