using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Artifacts come, go, come back, move and break: the next good version is picked up in every case.</summary>
public sealed class WatchingNeverGoesDeafArtifactScenarios
{
    [Fact]
    public async Task NewPlugin_Appears_IsServedAndWatched()
    {
        await using WatchingRig rig = new();
        rig.Forge.Hello("v1");
        await rig.StartAsync();
        rig.Forge.Hello("v1", "late");
        await rig.ExpectSwapAsync("v1", "late");
        new PluginForge(rig.In("later")).Hello("v1", "later");
        await rig.ExpectSwapAsync("v1", "later");
        rig.Forge.Hello("v2", "late");
        new PluginForge(rig.In("later")).Hello("v2", "later");
        await rig.ExpectSwapAsync("v2", "late");
        await rig.ExpectSwapAsync("v2", "later");
        await rig.ExpectNothingMoreAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Artifact_DeletedAndPutBackUnchanged_ServesOnWithoutASwap(bool inFolder)
    {
        await using WatchingRig rig = new();
        PluginForge forge = new(inFolder ? rig.In("hello") : rig.Plugins);
        string dll = forge.Hello("v1");
        await rig.StartAsync();
        File.Delete(dll);
        PluginEvent gone = await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
        Assert.Contains("serves on", gone.Message, StringComparison.Ordinal);
        Assert.Equal("v1", rig.Answer());
        Assert.True(rig.Status("hello").ArtifactDeleted);

        forge.Hello("v1");
        await rig.ExpectNothingMoreAsync();
        Assert.False(rig.Status("hello").ArtifactDeleted);
        Assert.Equal(1, rig.Status("hello").ActiveGeneration);

        forge.Hello("v2");
        await rig.ExpectSwapAsync("v2");
    }

    [Fact]
    public async Task Artifact_DeletedAndPutBackChanged_Swaps()
    {
        await using WatchingRig rig = new();
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        File.Delete(dll);
        await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
        rig.Forge.Hello("v2");
        await rig.ExpectSwapAsync("v2");
        await rig.ExpectNothingMoreAsync();
        Assert.False(rig.Status("hello").ArtifactDeleted);
    }

    [Fact]
    public async Task Artifact_DeletedWhereThatRemoves_IsRemovedAndComesBack()
    {
        await using WatchingRig rig = new();
        rig.Options.RemoveWhenDeleted = true;
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        for (int i = 0; i < 2; i++)
        {
            File.Delete(dll);
            await rig.ExpectAsync(PluginEventKind.Removed);
            Assert.False(rig.Host.TryGet("hello", out _));
            rig.Forge.Hello("v1");
            await rig.ExpectSwapAsync("v1");
            Assert.Equal("v1", rig.Answer());
        }

        await rig.ExpectNothingMoreAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Artifact_Moved_StaysOnePluginAndIsWatchedWhereItIs(bool removeWhenDeleted)
    {
        await using WatchingRig rig = new();
        rig.Options.RemoveWhenDeleted = removeWhenDeleted;
        Identified(rig.In("one"), "v1");
        await rig.StartAsync();
        Directory.Move(rig.In("one"), rig.In("two"));
        await rig.ExpectNothingMoreAsync();
        Assert.Equal(rig.In("two", "mover.dll"), rig.Status("mover").Artifact);
        Assert.False(rig.Status("mover").ArtifactDeleted);
        Identified(rig.In("two"), "v2");
        await rig.ExpectSwapAsync("v2", "mover");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task RemovedPlugin_PlaceTakenByAnother_ThatOneIsServed()
    {
        await using WatchingRig rig = new();
        rig.Options.RemoveWhenDeleted = true;
        string dll = rig.Forge.Build(Source("hello", "first", "v1"));
        await rig.StartAsync();
        File.Delete(dll);
        await rig.ExpectAsync(PluginEventKind.Removed, "first");
        rig.Forge.Build(Source("hello", "second", "v2"));
        await rig.ExpectSwapAsync("v2", "second");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task SameBytes_RewrittenTouchedAndReplaced_AreNoChange()
    {
        await using WatchingRig rig = new();
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        byte[] content = await File.ReadAllBytesAsync(dll);
        await File.WriteAllBytesAsync(dll, content);
        await rig.ExpectNothingMoreAsync();
        File.SetLastWriteTimeUtc(dll, DateTime.UnixEpoch);
        await rig.ExpectNothingMoreAsync();
        rig.Forge.Hello("v1");
        await rig.ExpectNothingMoreAsync();
        File.Delete(dll);
        await File.WriteAllBytesAsync(dll, content);
        await rig.ExpectNothingMoreAsync();
        Assert.Equal(1, rig.Status("hello").ActiveGeneration);
        rig.Forge.Hello("v2");
        await rig.ExpectSwapAsync("v2");
    }

    [Fact]
    public async Task RefusedThenTheOldAgain_ThenRefusedAgain_SaysSoEachTimeAndTakesTheNextGoodOne()
    {
        await using WatchingRig rig = new();
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        await File.WriteAllTextAsync(dll, new string('x', 5000));
        await rig.ExpectAsync(PluginEventKind.Refused);
        Assert.NotEmpty(rig.Status("hello").LastRefusal);
        rig.Forge.Hello("v1");
        await rig.ExpectAsync(PluginEventKind.Cleared);
        await rig.ExpectNothingMoreAsync();
        Assert.Empty(rig.Status("hello").LastRefusal);
        await File.WriteAllTextAsync(dll, new string('x', 5000));
        await rig.ExpectAsync(PluginEventKind.Refused);
        Assert.Equal("v1", rig.Answer());
        rig.Forge.Hello("v2");
        await rig.ExpectSwapAsync("v2");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task ManyPlugins_ChangedAtOnce_EachSwapsOnce()
    {
        const int count = 30;
        await using WatchingRig rig = new();
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"plugin{i}")];
        foreach (string name in names)
        {
            new PluginForge(rig.In(name)).Hello("v1", name);
        }

        await rig.StartAsync();
        for (int version = 2; version <= 3; version++)
        {
            await Parallel.ForEachAsync(names, (name, _) =>
            {
                new PluginForge(rig.In(name)).Hello($"v{version}", name);
                return ValueTask.CompletedTask;
            });
            foreach (string name in names)
            {
                await rig.ExpectSwapAsync($"v{version}", name);
                Assert.Equal($"v{version}", rig.Answer(name));
            }

            await rig.ExpectNothingMoreAsync();
        }
    }

    private static void Identified(string folder, string version) =>
        new PluginForge(folder).Build(Source("mover", "mover", version));

    private static PluginSource Source(string file, string id, string version) =>
        new(file, $"[assembly: HotStart.Plugin(\"{id}\", \"{version}\")] public static class Greeter {{ public static string Hello() => \"{version}\"; }}");
}
