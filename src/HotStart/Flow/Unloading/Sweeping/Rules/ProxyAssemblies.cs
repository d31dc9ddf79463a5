using System.Runtime.Loader;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>The dynamic assembly in which <see cref="System.Reflection.DispatchProxy"/> makes the proxies of a load context.</summary>
internal sealed class ProxyAssemblies : SweepRule
{
    private static readonly FrameworkField _byContext = new("System.Reflection.DispatchProxy", "System.Reflection.DispatchProxyGenerator", "s_alcProxyAssemblyMap");

    public ProxyAssemblies()
        : base(_byContext)
    {
    }

    public override int Evict(SweptGeneration gone) =>
        _byContext.TryGet(null, out object? table)
            && table.GetType().GetMethod("Remove", [typeof(AssemblyLoadContext)])?.Invoke(table, [gone.Context]) is true
            ? 1
            : 0;
}
