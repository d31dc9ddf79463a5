using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>How minimal APIs bind parameters of each type: <c>TryParse</c>, <c>BindAsync</c>, constructors.</summary>
internal sealed class BoundParameters : SweepRule
{
    private const string Assembly = "Microsoft.AspNetCore.Http.Extensions";
    private const string Cache = "Microsoft.AspNetCore.Http.ParameterBindingMethodCache";

    private static readonly FrameworkField[] _instances = [new(Assembly, Cache, "_instance"), new(Assembly, Cache, "_nonThrowingInstance")];

    private static readonly FrameworkField[] _tables =
    [
        new(Assembly, Cache, "_stringMethodCallCache"),
        new(Assembly, Cache, "_bindAsyncMethodCallCache"),
        new(Assembly, Cache, "_constructorCache"),
    ];

    public BoundParameters()
        : base([.. _instances, .. _tables])
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        int evicted = 0;
        foreach (FrameworkField instance in _instances)
        {
            if (instance.TryGet(null, out object? lazy) && Value(lazy) is { } cache)
            {
                foreach (FrameworkField table in _tables)
                {
                    evicted += table.TryGet(cache, out IDictionary? entries) ? Remove(entries, e => gone.OwnsKey(e.Key)) : 0;
                }
            }
        }

        return evicted;
    }

    // Not made for the sake of the sweep: only what is there is looked at.
    private static object? Value(object lazy) =>
        lazy.GetType().GetProperty(nameof(Lazy<object>.IsValueCreated))?.GetValue(lazy) is true
            ? lazy.GetType().GetProperty(nameof(Lazy<object>.Value))!.GetValue(lazy)
            : null;
}
