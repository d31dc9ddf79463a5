using HotStart.Testing;

namespace HotStart.Tests.Changes;

public sealed class PermitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apply_PermitFails_RunsNoneOfTheCandidatesCode(bool isWarm)
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        string ran = $"permit {Guid.NewGuid():N}";
        string Code(int number) => $"public static class Marked {{ static Marked() => System.AppContext.SetData(\"{ran} {number}\", \"ran\"); public static int Number() => {number}; }}";
        await using PluginHost host = await PluginHost.StartAsync(folder["none"], new PluginHostOptions { Watch = false, KeepWarm = TimeSpan.FromHours(1) });
        string first = forge.Build("marked", Code(1));
        await host.ApplyAsync([PluginChange.Load(first)]);
        Func<int> number = host["marked"].Lookup<Func<int>>("Number");
        byte[] before = await File.ReadAllBytesAsync(first);
        forge.Build("marked", Code(2));
        if (isWarm)
        {
            await host.ApplyAsync([PluginChange.Load(first)]);
            await File.WriteAllBytesAsync(first, before);
        }

        int serving = number();
        PluginChange change = PluginChange.Load(first) with { PreferWarm = isWarm };
        IOException full = new("no room");

        IOException thrown = await Assert.ThrowsAsync<IOException>(() => host.ApplyAsync([change with { Permit = Task.FromException(full) }]));

        Assert.Same(full, thrown);
        Assert.Equal(serving, number());
        Assert.Equal(isWarm ? "ran" : null, AppContext.GetData($"{ran} 2"));

        // The same, permitted.
        SwapResult result = await host.ApplyAsync([change]);
        Assert.Equal(SwapOutcome.Swapped, result.Outcome);
        Assert.Equal(isWarm ? 1 : 2, number());
        Assert.NotNull(AppContext.GetData($"{ran} 2"));
    }
}
