using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>How MVC walks collections that it validates: a delegate for each type of element, in the one strategy of the process.</summary>
internal sealed class ValidatedCollections : SweepRule
{
    private const string Assembly = "Microsoft.AspNetCore.Mvc.Core";
    private const string Strategy = "Microsoft.AspNetCore.Mvc.ModelBinding.Validation.DefaultCollectionValidationStrategy";

    private static readonly FrameworkField _instance = new(Assembly, Strategy, "Instance");
    private static readonly FrameworkField _walks = new(Assembly, Strategy, "_genericGetEnumeratorCache");

    public ValidatedCollections()
        : base(_instance, _walks)
    {
    }

    public override int Evict(SweptGeneration gone) =>
        _instance.TryGet(null, out object? instance) && _walks.TryGet(instance, out IDictionary? walks)
            ? Remove(walks, e => gone.OwnsKey(e.Key))
            : 0;
}
