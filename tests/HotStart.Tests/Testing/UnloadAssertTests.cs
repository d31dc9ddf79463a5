using System.Reflection;
using HotStart.Testing;

namespace HotStart.Tests.Testing;

public sealed class UnloadAssertTests
{
    private static readonly List<object> _leaks = [];

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
        Assert.Single(_leaks);
        _leaks.Clear();
    }

    private static object? Call(Assembly assembly) => assembly.GetType("Greeter")!.GetMethod("Hello")!.Invoke(null, null);
}
