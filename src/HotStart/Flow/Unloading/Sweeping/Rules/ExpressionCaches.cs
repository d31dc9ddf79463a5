using System.Reflection;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>Fixed-size caches of expression trees and call sites, by delegate type or method.</summary>
internal sealed class ExpressionCaches : SweepRule
{
    private const string Assembly = "System.Linq.Expressions";

    private static readonly FrameworkField[] _caches =
    [
        new(Assembly, "System.Runtime.CompilerServices.CallSite", "s_siteCtors"),
        new(Assembly, "System.Linq.Expressions.Expression", "s_lambdaDelegateCache"),
        new(Assembly, "System.Linq.Expressions.Expression", "s_lambdaFactories"),
        new(Assembly, "System.Dynamic.Utils.TypeExtensions", "s_paramInfoCache"),
    ];

    public ExpressionCaches()
        : base(_caches)
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        int evicted = 0;
        foreach (FrameworkField field in _caches)
        {
            if (field.TryGet(null, out object? cache) && Entries(cache) is { } entries)
            {
                // Each slot is written alone, by whoever comes last: an emptied one is only filled again.
                for (int i = 0; i < entries.Length; i++)
                {
                    if (entries.GetValue(i) is { } entry && gone.OwnsKey(KeyOf(entry)))
                    {
                        entries.SetValue(null, i);
                        evicted++;
                    }
                }
            }
        }

        return evicted;
    }

    private static Array? Entries(object cache) =>
        cache.GetType().GetField("_entries", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(cache) as Array;

    private static object? KeyOf(object entry) =>
        entry.GetType().GetField("_key", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(entry);
}
