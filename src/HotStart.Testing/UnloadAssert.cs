using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace HotStart.Testing;

/// <summary>Proves that plugin code leaves memory. Bound to no test framework. Safe for use by several threads.</summary>
public static class UnloadAssert
{
    /// <summary>How many collections a retired load context may survive by default. A healthy one goes within three.</summary>
    public const int DefaultCollections = 30;

    /// <summary>
    /// Completes once the target is gone. Collects garbage without sleeping; keep no strong reference to the target in
    /// a local variable or field meanwhile: make the weak reference in a method of its own that is not inlined.
    /// </summary>
    /// <param name="target">The load context, assembly, type or object that should go.</param>
    /// <param name="what">How to call it in the error message.</param>
    /// <param name="maxCollections">How many collections it may survive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnloadAssertionException">It survived all of them; the message names what holds it.</exception>
    public static async Task UnloadsAsync(
        WeakReference target,
        string what = "The target",
        int maxCollections = DefaultCollections,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (int i = 0; i < maxCollections && target.IsAlive; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Other threads run between collections: what ends there (continuations, timers) may hold the target.
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        if (target.IsAlive)
        {
            string holder = await LeakWords.OfAsync(target, cancellationToken).ConfigureAwait(false);
            throw new UnloadAssertionException(
                $"{what} is still in memory after {maxCollections} collections: {Describe(target)}.{Environment.NewLine}{holder}");
        }
    }

    /// <summary>
    /// Loads an assembly into a collectible context of its own, runs something with it, unloads it and proves that it
    /// goes. What <paramref name="use"/> leaves behind, in the plugin or around it, makes this fail.
    /// </summary>
    /// <param name="assemblyPath">The full path of the DLL.</param>
    /// <param name="use">What to do with the loaded assembly.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnloadAssertionException">It stayed in memory.</exception>
    public static Task UnloadsAsync(
        string assemblyPath, Action<Assembly> use, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(use);
        WeakReference context = LoadUseUnload(assemblyPath, use);
        return UnloadsAsync(context, $"'{assemblyPath}'", DefaultCollections, cancellationToken);
    }

    // Not inlined: its locals would keep the context alive as long as the caller runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadUseUnload(string assemblyPath, Action<Assembly> use)
    {
        AssemblyLoadContext context = new(assemblyPath, isCollectible: true);
        try
        {
            use(context.LoadFromAssemblyPath(assemblyPath));
        }
        finally
        {
            context.Unload();
        }

        return new WeakReference(context, trackResurrection: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Describe(WeakReference target) => target.Target?.ToString() ?? "(gone just now)";
}
