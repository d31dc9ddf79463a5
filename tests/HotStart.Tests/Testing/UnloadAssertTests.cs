using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using HotStart.Testing;

namespace HotStart.Tests.Testing;

public sealed class UnloadAssertTests
{
    private static readonly List<object> _leaks = [];
    private static AssemblyLoadContext? _kept;

    [Fact]
    public async Task UnloadsAsync_PluginThatLeavesNothing_Completes()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("v1");

        string? answer = null;
        await UnloadAssert.UnloadsAsync(dll, assembly => answer = (string?)Call(assembly));

        Assert.Equal("v1", answer);
    }

    [Fact]
    public async Task UnloadsAsync_TypeKeptInStaticList_ThrowsAndNamesFile()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("v1");

        UnloadAssertionException e = await Assert.ThrowsAsync<UnloadAssertionException>(
            () => UnloadAssert.UnloadsAsync(dll, assembly => _leaks.Add(assembly.GetType("Greeter")!)));

        Assert.Contains(dll, e.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Held by: static field HotStart.Tests.Testing.UnloadAssertTests._leaks ← the type Greeter [static-field]", e.Message, StringComparison.Ordinal);
        Assert.Contains("docs/when-it-will-not-unload.md#static-field", e.Message, StringComparison.Ordinal);
        Assert.Single(_leaks);
        _leaks.Clear();
    }

    [Fact]
    public async Task UnloadsAsync_ContextThatNobodyUnloads_SaysSo()
    {
        using TempFolder folder = new();
        WeakReference context = Load(new PluginForge(folder.Path).Hello("v1"));

        UnloadAssertionException e = await Assert.ThrowsAsync<UnloadAssertionException>(() => UnloadAssert.UnloadsAsync(context, maxCollections: 3));

        Assert.Contains("Held by: nobody called Unload()", e.Message, StringComparison.Ordinal);
        _kept!.Unload();
        _kept = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Load(string dll)
    {
        _kept = new AssemblyLoadContext("never unloaded", isCollectible: true);
        Call(_kept.LoadFromAssemblyPath(dll));
        return new WeakReference(_kept);
    }

    private static object? Call(Assembly assembly) => assembly.GetType("Greeter")!.GetMethod("Hello")!.Invoke(null, null);
}
