using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>
/// How minimal APIs and MVC bind parameters of each type: <c>TryParse</c>, <c>BindAsync</c>, constructors. Each
/// of two assemblies has a copy of the same cache.
/// </summary>
internal sealed class BoundParameters : SweepRule
{
    private const string Cache = "Microsoft.AspNetCore.Http.ParameterBindingMethodCache";

    private static readonly string[] _assemblies =
    [
        "Microsoft.AspNetCore.Http.Extensions",
        "Microsoft.AspNetCore.Mvc.Abstractions",
    ];

    private static readonly Copy[] _copies = [.. _assemblies.Select(a => new Copy(a))];

    public BoundParameters()
        : base([.. _copies.SelectMany(c => c.Fields)])
    {
    }

    public override int Evict(SweptGeneration gone)
    {
        int evicted = 0;
        foreach (Copy copy in _copies)
        {
            foreach (FrameworkField instance in copy.Instances)
            {
                evicted += instance.TryGet(null, out object? cache) ? copy.Tables.Sum(t => Evict(t, cache, gone)) : 0;
            }
        }

        return evicted;
    }

    private static int Evict(FrameworkField table, object cache, SweptGeneration gone) =>
        table.TryGet(cache, out IDictionary? entries) ? Remove(entries, e => gone.OwnsKey(e.Key)) : 0;

    /// <summary>The cache in one assembly. The instances stand in compiler-made fields of properties without a mark.</summary>
    private sealed class Copy(string assembly)
    {
        public FrameworkField[] Instances { get; } = [new(assembly, Cache, "Instance"), new(assembly, Cache, "NonThrowingInstance")];

        public FrameworkField[] Tables { get; } =
        [
            new(assembly, Cache, "_stringMethodCallCache"),
            new(assembly, Cache, "_bindAsyncMethodCallCache"),
            new(assembly, Cache, "_constructorCache"),
        ];

        public IEnumerable<FrameworkField> Fields => Instances.Concat(Tables);
    }
}
