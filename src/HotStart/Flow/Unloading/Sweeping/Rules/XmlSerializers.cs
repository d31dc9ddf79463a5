using System.Collections;
using System.Reflection;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>Serializers that the framework made for types, where it did not see that they can go.</summary>
internal sealed class XmlSerializers : SweepRule
{
    private const string Assembly = "System.Private.Xml";
    private const string Serializer = "System.Xml.Serialization.XmlSerializer";

    private static readonly FrameworkField _cache = new(Assembly, Serializer, "s_cache");
    private static readonly FrameworkField _fast = new(Assembly, "System.Xml.Serialization.TempAssemblyCache", "_fastCache");
    private static readonly FrameworkField _keyType = new(Assembly, "System.Xml.Serialization.TempAssemblyCacheKey", "_type");
    private static readonly FrameworkField _byMapping = new(Assembly, Serializer, "s_xmlSerializerTable");

    private static readonly FrameworkField _isDynamic = new(Assembly, "System.Xml.Serialization.DynamicAssemblies", "s_tableIsTypeDynamic");

    public XmlSerializers()
        : base(_cache, _fast, _keyType, _byMapping, _isDynamic)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        int evicted = 0;
        if (_cache.TryGet(null, out object? cache) && _fast.TryGet(cache, out IDictionary? fast))
        {
            // The framework reads this table without a lock, but replaces it whole when it adds.
            lock (cache)
            {
                evicted += Remove(fast, e => _keyType.TryGet(e.Key, out object? type) && gone.OwnsKey(type));
            }
        }

        foreach (FrameworkField field in (FrameworkField[])[_byMapping, _isDynamic])
        {
            if (field.TryGet(null, out object? tables) && Default(tables) is { } byType)
            {
                lock (byType)
                {
                    evicted += Remove(byType, e => gone.OwnsKey(e.Key));
                }
            }
        }

        return evicted;
    }

    // The tables for types that can go hold them weakly; generic types of the framework over such types are taken for
    // types that stay.
    private static Hashtable? Default(object tables) =>
        tables.GetType().GetField("_defaultTable", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(tables) as Hashtable;
}
