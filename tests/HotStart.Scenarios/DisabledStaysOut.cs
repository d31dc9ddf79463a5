using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>A plugin that somebody disabled stays out, whatever arrives for it, until somebody wants it back.</summary>
public sealed class DisabledStaysOut
{
    [Fact]
    public async Task NewVersion_ArrivesForADisabledPlugin_IsLoadedOnceItIsEnabled()
    {
        await using WatchingRig rig = new();
        rig.Forge.Hello("v1");
        rig.Forge.Hello("v1", "other");
        await rig.StartAsync();

        SwapResult disabled = await rig.Host.ApplyAsync([PluginChange.Disable("hello")]).LimitAsync();
        await rig.ExpectAsync(PluginEventKind.Disabled, "hello");
        rig.Forge.Hello("v2");
        rig.Forge.Hello("v2", "other");
        await rig.ExpectSwapAsync("v2", "other"); // what came along with it goes live
        await rig.ExpectNothingMoreAsync();

        Assert.Equal(SwapOutcome.Removed, disabled.Outcome);
        Assert.True(rig.Status("hello").IsDisabled);
        Assert.Null(rig.Status("hello").ActiveGeneration);
        Assert.Empty(rig.Status("hello").LastRefusal);

        SwapResult enabled = await rig.Host.ApplyAsync([PluginChange.Enable("hello")]).LimitAsync();
        Assert.Equal(SwapOutcome.Swapped, enabled.Outcome);
        Assert.False(rig.Status("hello").IsDisabled);
        Assert.Equal("v2", rig.Answer());

        await rig.ExpectSwapAsync("v2");
        rig.Forge.Hello("v3");
        await rig.ExpectSwapAsync("v3");
    }

    [Fact]
    public async Task Enable_ArtifactUnfitByNow_StaysDisabledAndCanBeRolledBack()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        string dll = forge.Hello("v1");
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false });
        await host.ApplyAsync([PluginChange.Disable("hello")]).LimitAsync();
        await File.WriteAllTextAsync(dll, "no library");

        SwapResult enabled = await host.ApplyAsync([PluginChange.Enable("hello")]).LimitAsync();
        Assert.Equal(SwapOutcome.Refused, enabled.Outcome);
        Assert.True(host.Status.Plugins[0].IsDisabled);

        SwapResult back = await host.RollbackAsync("hello").LimitAsync();
        Assert.Equal(SwapOutcome.RolledBack, back.Outcome);
        Assert.False(host.Status.Plugins[0].IsDisabled);
        Assert.Equal("v1", host["hello"].Lookup<Func<string>>("Hello")());
    }

    [Fact]
    public async Task LoadAndReload_OfADisabledPlugin_AreRefusedInWords()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("v1");
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false });
        await host.ApplyAsync([PluginChange.Disable("hello")]).LimitAsync();

        SwapResult[] results =
        [
            await host.ReloadAsync("hello").LimitAsync(),
            await host.ApplyAsync([PluginChange.Load(dll)]).LimitAsync(),
        ];

        Assert.All(results, r => Assert.Equal(ReasonCodes.PluginDisabled, Assert.Single(r.Reasons).Code));
        Assert.Null(host.Status.Plugins[0].ActiveGeneration);
    }

    [Fact]
    public async Task DisableAndEnable_WhereItIsSoAlready_ChangeNothing()
    {
        using TempFolder folder = new();
        new PluginForge(folder.Path).Hello("v1");
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false });

        Assert.Equal(SwapOutcome.Unchanged, (await host.ApplyAsync([PluginChange.Enable("hello")]).LimitAsync()).Outcome);
        Assert.Equal(1, host.Status.Plugins[0].ActiveGeneration);
        Assert.Equal(SwapOutcome.Removed, (await host.ApplyAsync([PluginChange.Disable("hello")]).LimitAsync()).Outcome);
        Assert.Equal(SwapOutcome.Unchanged, (await host.ApplyAsync([PluginChange.Disable("hello")]).LimitAsync()).Outcome);
    }

    [Fact]
    public async Task Disable_OfARemovedPlugin_KeepsItOut()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("v1");
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false });
        await host.ApplyAsync([PluginChange.Remove("hello")]).LimitAsync();

        await host.ApplyAsync([PluginChange.Disable("hello")]).LimitAsync();

        Assert.True(host.Status.Plugins[0].IsDisabled);
        Assert.False((await host.ApplyAsync([PluginChange.Load(dll)]).LimitAsync()).Succeeded);
    }

    [Fact]
    public async Task RecentEvents_OfAPluginThatIsSwappedOften_LeaveTheOthersTheirs()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        forge.Hello("v1");
        forge.Hello("v1", "quiet");
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false });
        for (int i = 0; i < 70; i++)
        {
            await host.ApplyAsync([i % 2 == 0 ? PluginChange.Disable("hello") : PluginChange.Enable("hello")]).LimitAsync();
        }

        Assert.Equal(64, host.RecentEvents.Count(e => e.PluginId == "hello"));
        PluginEvent swapped = host.RecentEvents.Single(e => e.PluginId == "quiet");
        Assert.Equal(PluginEventKind.Swapped, swapped.Kind);
        Assert.Contains(swapped.Stages, s => s.Stage == "publish");
        Assert.Equal(host.RecentEvents.Select(e => e.Sequence).Order(), host.RecentEvents.Select(e => e.Sequence));
    }
}
