using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Settings come with a change: they make a generation of their own, and are gone back from with it.</summary>
public sealed class ChangedSettings : IDisposable
{
    private const string Code = """
        public class Shop : HotStart.IPluginLifecycle
        {
            private static HotStart.PluginContext? _context;
            public static int Started;
            public static string? Tax() => _context!.Configuration.GetValueOrDefault("tax");
            public System.Threading.Tasks.ValueTask StartAsync(HotStart.PluginContext context, System.Threading.CancellationToken token) { _context = context; Started++; return default; }
            public System.Threading.Tasks.ValueTask StopAsync(System.Threading.CancellationToken token) => default;
        }
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Load_SameCodeWithOtherSettings_IsANewGeneration_AndRollbackBringsTheOldOnes()
    {
        string dll = new PluginForge(_folder["forge"]).Build("shop", Code);
        await using PluginHost host = await HostAsync(TimeSpan.Zero);
        await host.ApplyAsync([Load(dll, "19")]);
        Func<string?> tax = host["shop"].Lookup<Func<string?>>("Tax");
        Assert.Equal("19", tax());

        Assert.Equal(SwapOutcome.Swapped, (await host.ApplyAsync([Load(dll, "21")])).Outcome);
        Assert.Equal("21", tax());
        Assert.Equal(SwapOutcome.Unchanged, (await host.ApplyAsync([Load(dll, "21")])).Outcome);
        Assert.Equal(SwapOutcome.Unchanged, (await host.ReloadAsync("shop")).Outcome);

        Assert.Equal(SwapOutcome.RolledBack, (await host.RollbackAsync("shop")).Outcome);
        Assert.Equal("19", tax());
    }

    [Fact]
    public async Task Load_OfWhatIsStillWarm_TakesItWithoutStartingItAgain()
    {
        string dll = new PluginForge(_folder["forge"]).Build("shop", Code);
        await using PluginHost host = await HostAsync(TimeSpan.FromHours(1));
        await host.ApplyAsync([Load(dll, "19")]);
        Func<string?> tax = host["shop"].Lookup<Func<string?>>("Tax");
        await host.ApplyAsync([Load(dll, "21")]);

        SwapResult back = await host.ApplyAsync([Load(dll, "19") with { PreferWarm = true }]);

        Assert.Equal((SwapOutcome.Swapped, 1), (back.Outcome, back.Plugins[0].ToGeneration));
        Assert.Equal("19", tax());
        Assert.Equal(1, host["shop"].Lookup<Variable<int>>("Started").Value);

        SwapResult other = await host.ApplyAsync([Load(dll, "7") with { PreferWarm = true }]);
        Assert.Equal(3, other.Plugins[0].ToGeneration);
        Assert.Equal("7", tax());
    }

    public void Dispose() => _folder.Dispose();

    private static PluginChange Load(string dll, string tax) =>
        PluginChange.Load(dll) with { Configuration = new Dictionary<string, string?> { ["tax"] = tax } };

    private Task<PluginHost> HostAsync(TimeSpan keepWarm) => PluginHost.StartAsync(
        _folder["none"], new PluginHostOptions { Watch = false, KeepWarm = keepWarm, StagingPath = _folder["staging"] });
}
