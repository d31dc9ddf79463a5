using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>
/// What the host's service container keeps of types it was asked for: <c>ILogger&lt;Foo&gt;</c>,
/// <c>IOptions&lt;Foo&gt;</c>, <c>IEnumerable&lt;Foo&gt;</c>. It holds them in its root for ever.
/// </summary>
internal sealed class HostContainer : SweepRule
{
    private const string Assembly = "Microsoft.Extensions.DependencyInjection";
    private const string Lookup = "Microsoft.Extensions.DependencyInjection.ServiceLookup.";
    private const string Provider = "Microsoft.Extensions.DependencyInjection.ServiceProvider";
    private const string Scope = Lookup + "ServiceProviderEngineScope";

    private static readonly FrameworkField _providerOfScope = new(Assembly, Scope, "<RootProvider>k__BackingField");
    private static readonly FrameworkField _root = new(Assembly, Provider, "<Root>k__BackingField");
    private static readonly FrameworkField _accessors = new(Assembly, Provider, "_serviceAccessors");
    private static readonly FrameworkField _factory = new(Assembly, Provider, "<CallSiteFactory>k__BackingField");
    private static readonly FrameworkField _engine = new(Assembly, Provider, "_engine");
    private static readonly FrameworkField _callSites = new(Assembly, Lookup + "CallSiteFactory", "_callSiteCache");
    private static readonly FrameworkField _callSiteLocks = new(Assembly, Lookup + "CallSiteFactory", "_callSiteLocks");
    private static readonly FrameworkField _builder = new(Assembly, Lookup + "CompiledServiceProviderEngine", "<ResolverBuilder>k__BackingField");
    private static readonly FrameworkField _resolvers = new(Assembly, Lookup + "ILEmitResolverBuilder", "_scopeResolverCache");
    private static readonly FrameworkField _resolved = new(Assembly, Scope, "<ResolvedServices>k__BackingField");
    private static readonly FrameworkField _disposables = new(Assembly, Scope, "_disposables");
    private static readonly FrameworkField _identifier = new(Assembly, Lookup + "ServiceCacheKey", "<ServiceIdentifier>k__BackingField");
    private static readonly FrameworkField _serviceType = new(Assembly, Lookup + "ServiceIdentifier", "<ServiceType>k__BackingField");

    public HostContainer()
        : base(_providerOfScope, _root, _accessors, _factory, _engine, _callSites, _callSiteLocks, _resolved, _disposables, _identifier, _serviceType)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        object? container = gone.HostServices;
        if (container?.GetType().FullName == Scope && _providerOfScope.TryGet(container, out object? provider))
        {
            container = provider;
        }

        if (container?.GetType().FullName != Provider)
        {
            return 0; // another container, or none
        }

        int evicted = Remove(_accessors, container, e => Owns(e.Key));
        if (_factory.TryGet(container, out object? factory))
        {
            evicted += Remove(_callSites, factory, e => OwnsCacheKey(e.Key)) + Remove(_callSiteLocks, factory, e => Owns(e.Key));
        }

        if (_engine.TryGet(container, out object? engine) && engine.GetType().Name is "DynamicServiceProviderEngine" or "CompiledServiceProviderEngine"
            && _builder.TryGet(engine, out object? builder))
        {
            evicted += Remove(_resolvers, builder, e => OwnsCacheKey(e.Key));
        }

        return evicted + (_root.TryGet(container, out object? root) ? EvictInstances(root) : 0);

        bool Owns(object identifier) => _serviceType.TryGet(identifier, out Type? type) && gone.Owns(type);

        bool OwnsCacheKey(object key) => _identifier.TryGet(key, out object? identifier) && Owns(identifier);

        int EvictInstances(object root)
        {
            if (!_resolved.TryGet(root, out IDictionary? resolved))
            {
                return 0;
            }

            // The container's own lock for its singletons.
            lock (resolved)
            {
                int singletons = Remove(resolved, e => OwnsCacheKey(e.Key));
                if (_disposables.TryGet(root, out IList? disposables))
                {
                    for (int i = disposables.Count - 1; i >= 0; i--)
                    {
                        if (disposables[i] is { } one && gone.Owns(one.GetType()))
                        {
                            disposables.RemoveAt(i);
                            (one as IDisposable)?.Dispose();
                            singletons++;
                        }
                    }
                }

                return singletons;
            }
        }
    }

    private static int Remove(FrameworkField field, object owner, Func<DictionaryEntry, bool> isOwn) =>
        field.TryGet(owner, out IDictionary? table) ? Remove(table, isOwn) : 0;
}
