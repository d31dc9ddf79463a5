using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>Properties, events and attributes of types, reflected for type descriptions and kept in static tables.</summary>
internal sealed class ReflectedProperties : SweepRule
{
    private const string Assembly = "System.ComponentModel.TypeConverter";
    private const string Provider = "System.ComponentModel.ReflectTypeDescriptionProvider";

    private static readonly FrameworkField[] _tables =
    [
        new(Assembly, Provider, "s_propertyCache"),
        new(Assembly, Provider, "s_eventCache"),
        new(Assembly, Provider, "s_attributeCache"),
        new(Assembly, Provider, "s_extendedPropertyCache"),
    ];

    private static readonly FrameworkField _intrinsicLock = new(Assembly, "System.ComponentModel.TypeDescriptor", "s_commonSyncObject");

    public ReflectedProperties()
        : base([.. _tables, _intrinsicLock])
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        if (!_intrinsicLock.TryGet(null, out object? common))
        {
            return 0;
        }

        int evicted = 0;
        lock (common)
        {
            foreach (FrameworkField field in _tables)
            {
                if (field.TryGet(null, out Hashtable? table))
                {
                    lock (table.SyncRoot)
                    {
                        evicted += Remove(table, e => gone.OwnsKey(e.Key));
                    }
                }
            }
        }

        return evicted;
    }
}
