using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>An exception that nobody catches in a plugin is its generation's fault; the host lives, if it asked for that.</summary>
public sealed class UnhandledExceptions
{
    [Theory]
    [InlineData("OnThread")]
    [InlineData("OnTimer")]
    [InlineData("OnPool")]
    [InlineData("OnThreadThroughTheFramework")]
    [InlineData("AfterAwait")]
    [InlineData("AfterAwaitInAFurtherMethod")]
    public async Task Plugin_ThrowsWhereNobodyCatches_IsRecordedAndTheHostLives(string where)
    {
        using TempFolder folder = Plugins();
        (int exitCode, string output, string error) = await ChildHost.RunAsync("Hosts.Unhandled", "catch", folder["plugins"], folder["staging"], where);
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("fault: faulty generation 1:", output, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: the plugin says no", output, StringComparison.Ordinal);
        Assert.Contains("faults: 1", output, StringComparison.Ordinal);
        Assert.Contains("alive: 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_ThrowsAndTheOptionIsOff_EndsTheProcessAsEver()
    {
        using TempFolder folder = Plugins();
        (int exitCode, string output, string error) = await ChildHost.RunAsync("Hosts.Unhandled", "uncaught", folder["plugins"], folder["staging"], "OnThread");
        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("alive", output, StringComparison.Ordinal);
        Assert.Contains("the plugin says no", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThrowsItself_EndsTheProcessAsEver()
    {
        using TempFolder folder = Plugins();
        (int exitCode, string output, string error) = await ChildHost.RunAsync("Hosts.Unhandled", "host", folder["plugins"], folder["staging"], "Fine");
        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("alive", output, StringComparison.Ordinal);
        Assert.Contains("the host's own fault", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lambda")]
    [InlineData("handle")]
    [InlineData("contract")]
    [InlineData("pool")]
    [InlineData("await")]
    public async Task Host_DoesNotCatchWhatAHandleThrows_EndsTheProcessAsEver(string how)
    {
        using TempFolder folder = Plugins();
        (int exitCode, string output, string error) = await ChildHost.RunAsync("Hosts.Unhandled", how, folder["plugins"], folder["staging"], "Fail");
        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("alive", output, StringComparison.Ordinal);
        Assert.Contains("the plugin says no", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_HasAHandlerAlready_IsToldClearly()
    {
        using TempFolder folder = Plugins();
        (int exitCode, string output, string error) = await ChildHost.RunAsync("Hosts.Unhandled", "second", folder["plugins"], folder["staging"], "Fine");
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("refused: PluginHostOptions.CatchUnhandledExceptions", output, StringComparison.Ordinal);
        Assert.Contains("handler", output, StringComparison.Ordinal);
    }

    private static TempFolder Plugins()
    {
        TempFolder folder = new();
        new PluginForge(folder["plugins"]).Build("faulty", """
            public sealed class Disposable : IDisposable
            {
                public void Dispose() => Faulty.Fail();
            }

            public static class Faulty
            {
                private static Timer? _timer;
                public static int Answer() => 1;
                public static void Fine() { }
                public static void OnThread() => new Thread(Fail).Start();
                public static void OnTimer() => _timer = new Timer(_ => Fail(), null, 1, -1);
                public static void OnPool() => ThreadPool.UnsafeQueueUserWorkItem(_ => Fail(), null);
                public static void OnThreadThroughTheFramework() => new Thread(() => new List<int> { 1 }.ForEach(_ => Fail())).Start();
                public static async void AfterAwait() { await Task.Yield(); Fail(); }
                public static async void AfterAwaitInAFurtherMethod() => await FailAsync();
                public static async Task FailAsync() { await Task.Delay(1); Fail(); }
                public static void Fail() => throw new InvalidOperationException("the plugin says no");
            }
            """);
        return folder;
    }
}
