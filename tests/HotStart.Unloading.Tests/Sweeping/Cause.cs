using System.Runtime.CompilerServices;
using HotStart.Flow.Candidates;
using HotStart.Flow.Unloading.Sweeping;
using HotStart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HotStart.Unloading.Tests.Sweeping;

/// <summary>A fixture plugin of the unload report, loaded and run the way a host does it, without its sweep.</summary>
internal sealed class Cause : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _dll;

    public Cause(string name)
    {
        string source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Causes", name + ".cs"));
        string aspNetCore = Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!;
        _dll = new PluginForge(_folder.Path).Build(new PluginSource("cause", source, "global using System.Net.Http;")
        {
            References = Directory.GetFiles(aspNetCore, "*.dll"),
        });
    }

    /// <summary>The services of a host.</summary>
    public IServiceProvider Host { get; } = NewHost();

    /// <summary>Loads one more generation and lets it do what may keep it in memory.</summary>
    public async Task<WeakReference> RunAsync(bool collectible = true)
    {
        WeakReference context = new(null);
        await Begin(context, collectible);
        return context;
    }

    /// <summary>Loads one that does nothing.</summary>
    public PluginLoadContext Load(bool collectible = true)
    {
        StagedCopy staged = new("f", _folder.Path, _dll, [Path.GetFileName(_dll)], _dll);
        return new PluginLoadContext("cause", staged, new SharedAssemblies([]), collectible);
    }

    /// <summary>What a rule evicts of a generation.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Evict(SweepRule rule, WeakReference generation) =>
        generation.Target is PluginLoadContext context ? rule.Evict(new SweptGeneration(context, Host)) : 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Unload(WeakReference generation) => ((PluginLoadContext)generation.Target!).Unload();

    public void Dispose() => _folder.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task Begin(WeakReference context, bool collectible)
    {
        PluginLoadContext loaded = Load(collectible);
        context.Target = loaded;
        return loaded.LoadMain().GetType("Fixture")!.GetMethod("RunAsync")!.CreateDelegate<Func<IServiceProvider, Task>>()(Host);
    }

    private static IServiceProvider NewHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient();
        return builder.Build().Services;
    }
}
