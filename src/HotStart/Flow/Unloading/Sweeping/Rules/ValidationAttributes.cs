using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>What the data annotations validator keeps of each type it has validated.</summary>
internal sealed class ValidationAttributes : SweepRule
{
    private const string Assembly = "System.ComponentModel.Annotations";
    private const string Store = "System.ComponentModel.DataAnnotations.ValidationAttributeStore";

    private static readonly FrameworkField _instance = new(Assembly, Store, "<Instance>k__BackingField");
    private static readonly FrameworkField _items = new(Assembly, Store, "_typeStoreItems");

    public ValidationAttributes()
        : base(_instance, _items)
    {
    }

    public override int Evict(SweptGeneration gone) =>
        _instance.TryGet(null, out object? store) && _items.TryGet(store, out IDictionary? items)
            ? Remove(items, e => gone.OwnsKey(e.Key))
            : 0;
}
