using HotStart.Flow.Candidates;
using HotStart.Flow.Unloading.Sweeping;
using HotStart.Testing;

namespace HotStart.Unloading.Tests.Sweeping;

/// <summary>Each rule alone ends a leak that all the others leave.</summary>
public sealed class SweepRuleTests
{
    private const int EnoughForAHealthyOne = 6;

    public static TheoryData<string, string> Cases => new()
    {
        { "TypeDescriptions", "TypeDescription" },
        { "TypeDescriptions", "OwnTypeConverter" },
        { "ReflectedProperties", "TypeDescription" },
        { "ValidationAttributes", "Validation" },
        { "BoundParameters", "MinimalApiTryParse" },
        { "XmlSerializers", "XmlListInside" },
        { "ProxyAssemblies", "DispatchedProxy" },
        { "HostContainer", "HostLogger" },
        { "HostContainer", "HostOptions" },
        { "HostContainer", "HostEnumerable" },
        { "Meters", "ObservableMeter" },
        { "ActivityListeners", "OwnActivitySource" },
        { "EncodingProviders", "EncodingProviderLeft" },
        { "FrameworkEvents", "StaticEvent" },
        { "Timers", "TimerLeft" },
        { "HttpHandlers", "HttpFactoryOwn" },
        { "ValidatedCollections", "MvcValidatedCollection" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rule_LeakThatAllOthersLeave_IsEndedByIt(string rule, string cause)
    {
        using Cause plugin = new(cause);
        WeakReference generation = await plugin.RunAsync();
        SweepRule own = Rule(rule);
        foreach (SweepRule other in Sweep.Rules.Where(r => r != own))
        {
            plugin.Evict(other, generation);
        }

        foreach (Action<Type[]?> clear in UpdateHandlers.Find())
        {
            clear(null);
        }

        Cause.Unload(generation);
        await Assert.ThrowsAsync<UnloadAssertionException>(
            () => UnloadAssert.UnloadsAsync(generation, cause, EnoughForAHealthyOne));

        Assert.True(plugin.Evict(own, generation) > 0);
        await UnloadAssert.UnloadsAsync(generation, cause);
        Assert.Null(own.TakeMisfit());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rule_TwoGenerationsAndTheHostUsedIt_TouchesNoOther(string rule, string cause)
    {
        using Cause plugin = new(cause);
        SweepRule own = Rule(rule);
        PluginLoadContext idle = plugin.Load();
        await plugin.RunAsync(collectible: false);
        WeakReference first = await plugin.RunAsync();
        WeakReference second = await plugin.RunAsync();

        Assert.Equal(0, plugin.Evict(own, new WeakReference(idle)));
        GC.KeepAlive(idle);
        int evicted = plugin.Evict(own, first);
        Assert.True(evicted > 0);
        Assert.Equal(0, plugin.Evict(own, first));
        Assert.Equal(evicted, plugin.Evict(own, second));
    }

    [Fact]
    public async Task Handlers_JsonByReflection_EndTheLeak()
    {
        using Cause plugin = new("JsonReflection");
        WeakReference generation = await plugin.RunAsync();
        foreach (SweepRule rule in Sweep.Rules)
        {
            plugin.Evict(rule, generation);
        }

        Cause.Unload(generation);
        await Assert.ThrowsAsync<UnloadAssertionException>(
            () => UnloadAssert.UnloadsAsync(generation, "the serialized type", EnoughForAHealthyOne));
        foreach (Action<Type[]?> clear in UpdateHandlers.Find())
        {
            clear(null);
        }

        await UnloadAssert.UnloadsAsync(generation, "the serialized type");
    }

    [Fact]
    public void Rules_OfTheSweep_AreAllTestedHere() =>
        Assert.Empty(Sweep.Rules.Select(r => r.Name).Except(Cases.Select(c => c.Data.Item1)));

    private static SweepRule Rule(string name) => Sweep.Rules.Single(r => r.Name == name);
}
