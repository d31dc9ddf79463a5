using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace HotStart.Bench.Plugins;

/// <summary>The least that loads a plugin so that it can be unloaded: what everything is compared with.</summary>
internal sealed class BareContext : IDisposable
{
    private readonly AssemblyLoadContext _context;

    // Not inlined: unloading needs frames that hold no reference.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public BareContext(string path)
    {
        _context = new AssemblyLoadContext(null, isCollectible: true);
        Assembly assembly = _context.LoadFromAssemblyPath(path);
        Pricing = (IPricing)Activator.CreateInstance(assembly.GetType("Pricing")!)!;
    }

    public IPricing Pricing { get; }

    public void Dispose() => _context.Unload();
}
