using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>What <see cref="System.ComponentModel.TypeDescriptor"/> keeps of a type: providers, and data reflected by them.</summary>
internal sealed class TypeDescriptions : SweepRule
{
    private const string Assembly = "System.ComponentModel.TypeConverter";
    private const string Descriptor = "System.ComponentModel.TypeDescriptor";
    private const string Node = Descriptor + "+TypeDescriptionNode";

    private static readonly FrameworkField _byObject = new(Assembly, Descriptor, "s_providerTable");
    private static readonly FrameworkField _byType = new(Assembly, Descriptor, "s_providerTypeTable");
    private static readonly FrameworkField _initialized = new(Assembly, Descriptor, "s_defaultProviderInitialized");
    private static readonly FrameworkField _lock = new(Assembly, Descriptor, "s_commonSyncObject");
    private static readonly FrameworkField _provider = new(Assembly, Node, "Provider");
    private static readonly FrameworkField _next = new(Assembly, Node, "Next");
    private static readonly FrameworkField _typeData = new(Assembly, "System.ComponentModel.ReflectTypeDescriptionProvider", "_typeData");

    public TypeDescriptions()
        : base(_byObject, _byType, _initialized, _lock, _provider, _next, _typeData)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        if (!_byType.TryGet(null, out IDictionary? byType) || !_lock.TryGet(null, out object? common))
        {
            return 0;
        }

        // The lock that the framework itself holds when it writes.
        lock (common)
        {
            int evicted = 0;
            HashSet<object> providers = new(ReferenceEqualityComparer.Instance);
            _byObject.TryGet(null, out IDictionary? byObject);
            foreach (object node in byType.Values.Cast<object>().Concat(byObject?.Values.Cast<object>() ?? []))
            {
                Gather(node, providers);
            }

            foreach (object provider in providers)
            {
                if (provider.GetType().Name == "ReflectTypeDescriptionProvider" && _typeData.TryGet(provider, out IDictionary? data))
                {
                    evicted += Remove(data, e => gone.OwnsKey(e.Key));
                }
            }

            evicted += Remove(byType, e => gone.OwnsKey(e.Key));
            evicted += _initialized.TryGet(null, out IDictionary? initialized) ? Remove(initialized, e => gone.OwnsKey(e.Key)) : 0;
            return evicted + (byObject is null ? 0 : Remove(byObject, e => gone.OwnsKey(e.Key)));
        }
    }

    private static void Gather(object? node, HashSet<object> providers)
    {
        while (node is not null)
        {
            if (_provider.TryGet(node, out object? provider))
            {
                providers.Add(provider);
            }

            node = _next.TryGet(node, out object? next) ? next : null;
        }
    }
}
