using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace HotStart.UnloadReport.Trials;

/// <summary>What a host does by hand: a collectible load context, run, unload, collect.</summary>
internal static class BareTrial
{
    private const int Collections = 30;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    public static async Task<TrialResult> RunAsync(string folder)
    {
        IServiceProvider host = TrialHost.Build();
        WeakReference context = await LoadRunUnloadAsync(Path.Combine(folder, "1"), host);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Collections && context.IsAlive; i++)
        {
            GC.Collect();

            // Not for finalizers: a fixture has one that hangs.
            await Task.Delay(_pause);
        }

        GC.KeepAlive(host);
        return new TrialResult(
            context.IsAlive ? TrialOutcome.Kept : TrialOutcome.Unloaded, Stopwatch.GetElapsedTime(start).TotalSeconds, "");
    }

    // On the pool, and from a method of its own that does not go on: no local of a caller may keep the context.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> LoadRunUnloadAsync(string folder, IServiceProvider host)
    {
        WeakReference context = new(null);
        Task run = Start(folder, host, context);
        await run;
        ((AssemblyLoadContext?)context.Target)?.Unload();
        return context;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task Start(string folder, IServiceProvider host, WeakReference weak)
    {
        AssemblyLoadContext context = new("bare", isCollectible: true);
        weak.Target = context;
        context.Resolving += (c, name) => File.Exists(Path.Combine(folder, name.Name + ".dll"))
            ? c.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"))
            : null;
        context.ResolvingUnmanagedDll += (_, name) => File.Exists(Path.Combine(folder, $"lib{name}.so"))
            ? System.Runtime.InteropServices.NativeLibrary.Load(Path.Combine(folder, $"lib{name}.so"))
            : 0;
        return context.LoadFromAssemblyPath(Path.Combine(folder, FixtureForge.Assembly + ".dll"))
            .GetType(FixtureForge.Class)!.GetMethod(FixtureForge.Method)!
            .CreateDelegate<Func<IServiceProvider, Task>>()(host);
    }
}
