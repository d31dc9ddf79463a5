using HotStart.Testing;

namespace HotStart.Tests.Testing;

public sealed class SwapTestTests
{
    private static readonly Func<Plugin, Task> _noUse = _ => Task.CompletedTask;

    [Fact]
    public async Task SwapTest_TwoGoodVersions_UsesBothInTurn()
    {
        using TempFolder folder = new();
        List<string> said = [];

        await SwapTest.RunAsync(Forge(folder, "a", "v1"), Forge(folder, "b", "v2"), plugin =>
        {
            said.Add(plugin.Lookup<Func<string>>("Hello")());
            return Task.CompletedTask;
        });

        Assert.Equal(["v1", "v2"], said);
    }

    [Fact]
    public async Task SwapTest_LastVersionKeptByAHandle_Throws()
    {
        using TempFolder folder = new();
        string last = new PluginForge(folder["a"]).Build("hello", """
            public static class Greeter { public static string Hello() { System.Runtime.InteropServices.GCHandle.Alloc(new Action(() => Hello())); return "v1"; } }
            """);

        UnloadAssertionException stays = await Assert.ThrowsAsync<UnloadAssertionException>(() => SwapTest.RunAsync(
            last, Forge(folder, "b", "v2"), plugin => Task.FromResult(plugin.Lookup<Func<string>>("Hello")())));

        Assert.Contains("The last version of 'hello'", stays.Message);
    }

    [Fact]
    public async Task SwapTest_SameContentOrAnotherPlugin_SaysSo()
    {
        using TempFolder folder = new();
        string last = Forge(folder, "a", "v1");

        ArgumentException same = await Assert.ThrowsAsync<ArgumentException>(() => SwapTest.RunAsync(last, Forge(folder, "b", "v1"), _noUse));
        ArgumentException other = await Assert.ThrowsAsync<ArgumentException>(() =>
            SwapTest.RunAsync(last, new PluginForge(folder["c"]).Hello("v2", "bye"), _noUse));

        Assert.Contains("have the same content", same.Message);
        Assert.Contains("is the plugin 'hello'", other.Message);
    }

    [Fact]
    public async Task SwapTest_NextIsRefused_TellsTheReasons()
    {
        using TempFolder folder = new();
        string broken = folder.Write("b/hello.dll", "no assembly");

        CandidateRejectedException refused = await Assert.ThrowsAsync<CandidateRejectedException>(() =>
            SwapTest.RunAsync(Forge(folder, "a", "v1"), broken, _noUse));

        Assert.Contains(refused.Reasons, r => r.Code == ReasonCodes.NotAPeFile);
    }

    [Fact]
    public async Task SwapTest_UseThrows_PassesItOn()
    {
        using TempFolder folder = new();

        await Assert.ThrowsAsync<TimeoutException>(() => SwapTest.RunAsync(
            Forge(folder, "a", "v1"), Forge(folder, "b", "v2"), _ => throw new TimeoutException()));
    }

    private static string Forge(TempFolder folder, string place, string text) => new PluginForge(folder[place]).Hello(text);
}
