using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Whole folders and links, swapped, deleted and made again: each gives one swap, and the next change is seen too.</summary>
public sealed class WatchingNeverGoesDeafFolderScenarios
{
    [Fact]
    public async Task PluginFolder_SwappedWhole_SwapsOnceEachTime()
    {
        await using WatchingRig rig = new();
        new PluginForge(rig.In("hello")).Hello("v1");
        await rig.StartAsync();
        for (int version = 2; version <= 4; version++)
        {
            new PluginForge(rig.Out($"v{version}", "hello")).Hello($"v{version}");
            Directory.Move(rig.In("hello"), rig.Out($"old{version}", "hello"));
            Directory.Move(rig.Out($"v{version}", "hello"), rig.In("hello"));
            await rig.ExpectSwapAsync($"v{version}");
            await rig.ExpectNothingMoreAsync();
        }

        // And the one that lies there now is the one that is watched.
        new PluginForge(rig.In("hello")).Hello("v5");
        await rig.ExpectSwapAsync("v5");
    }

    [Fact]
    public async Task WatchedFolder_SwappedWhole_SwapsOnceEachTime()
    {
        await using WatchingRig rig = new();
        new PluginForge(rig.In("hello")).Hello("v1");
        await rig.StartAsync();
        for (int version = 2; version <= 4; version++)
        {
            new PluginForge(rig.Out($"v{version}", "hello")).Hello($"v{version}");
            Directory.Move(rig.Plugins, rig.Out($"old{version}"));
            Directory.Move(rig.Out($"v{version}"), rig.Plugins);
            await rig.ExpectSwapAsync($"v{version}");
            rig.ExpectNothingUnexpected();
        }

        new PluginForge(rig.In("hello")).Hello("v5");
        await rig.ExpectSwapAsync("v5");
        await rig.ExpectNothingMoreAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Link_Switched_SwapsOnceEachTime(bool toFolder)
    {
        await using WatchingRig rig = new();
        string Target(int version) => toFolder
            ? Path.GetDirectoryName(new PluginForge(rig.Out($"v{version}", "hello")).Hello($"v{version}"))!
            : new PluginForge(rig.Out($"v{version}", "hello")).Hello($"v{version}");
        string link = toFolder ? rig.In("hello") : rig.In("hello.dll");
        File.CreateSymbolicLink(link, Target(1));
        await rig.StartAsync();
        Assert.Equal("v1", rig.Answer());
        for (int version = 2; version <= 4; version++)
        {
            Links.Switch(link, Target(version));
            await rig.ExpectSwapAsync($"v{version}");
            await rig.ExpectNothingMoreAsync();
        }
    }

    /// <summary>As a mounted ConfigMap is updated: all visible names lead through one hidden link.</summary>
    [Fact]
    public async Task HiddenDataLink_Switched_SwapsAllOnceEachTime()
    {
        await using WatchingRig rig = new();
        File.CreateSymbolicLink(rig.In("..data"), Data(1));
        File.CreateSymbolicLink(rig.In("hello.dll"), Path.Join("..data", "hello.dll"));
        File.CreateSymbolicLink(rig.In("other.dll"), Path.Join("..data", "other.dll"));
        await rig.StartAsync();
        for (int version = 2; version <= 4; version++)
        {
            Links.Switch(rig.In("..data"), Data(version));
            await rig.ExpectSwapAsync($"v{version}");
            await rig.ExpectSwapAsync($"v{version}", "other");
            await rig.ExpectNothingMoreAsync();
        }

        string Data(int version)
        {
            PluginForge forge = new(rig.In($"..data_{version}"));
            forge.Hello($"v{version}");
            forge.Hello($"v{version}", "other");
            return $"..data_{version}";
        }
    }

    /// <summary>No watcher sees this: events stop at links.</summary>
    [Fact]
    public async Task FileBehindALink_Changed_IsFoundByPolling()
    {
        await using WatchingRig rig = new();
        PluginForge elsewhere = new(rig.Out("elsewhere", "hello"));
        elsewhere.Hello("v1");
        rig.Options.PollInterval = TimeSpan.FromMilliseconds(200);
        File.CreateSymbolicLink(rig.In("hello"), elsewhere.Folder);
        await rig.StartAsync();
        for (int version = 2; version <= 4; version++)
        {
            elsewhere.Hello($"v{version}");
            await rig.ExpectSwapAsync($"v{version}");
        }

        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task WatchedFolder_MissingAtStart_IsWaitedFor()
    {
        await using WatchingRig rig = new();
        Directory.Delete(rig.Plugins);
        await rig.StartAsync();
        Assert.Empty(rig.Host.Status.Plugins);
        Directory.CreateDirectory(rig.Plugins);
        new PluginForge(rig.In("hello")).Hello("v1");
        await rig.ExpectSwapAsync("v1");
        Assert.Equal("v1", rig.Answer());
        new PluginForge(rig.In("hello")).Hello("v2");
        await rig.ExpectSwapAsync("v2");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task WatchedFolder_DeletedAndMadeAgain_KeepsServingThenSwaps()
    {
        await using WatchingRig rig = new();
        new PluginForge(rig.In("hello")).Hello("v1");
        await rig.StartAsync();
        for (int version = 2; version <= 4; version++)
        {
            Directory.Delete(rig.Plugins, recursive: true);
            PluginEvent gone = await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
            Assert.Equal(rig.In("hello"), gone.Artifact);
            Assert.Equal($"v{version - 1}", rig.Answer());

            Directory.CreateDirectory(rig.Plugins);
            new PluginForge(rig.In("hello")).Hello($"v{version}");
            await rig.ExpectSwapAsync($"v{version}");
            rig.ExpectNothingUnexpected();
        }

        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task OpenedDll_FolderDeletedAndMadeAgain_KeepsServingThenSwaps()
    {
        await using WatchingRig rig = new();
        await rig.OpenAsync(rig.Forge.Hello("v1"));
        for (int version = 2; version <= 3; version++)
        {
            Directory.Delete(rig.Plugins, recursive: true);
            await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
            Assert.Equal($"v{version - 1}", rig.Answer());
            rig.Forge.Hello($"v{version}");
            await rig.ExpectSwapAsync($"v{version}");
        }

        rig.ExpectNothingUnexpected();
    }

    /// <summary>All that lies in the folder is the plugin's, not only what its DLL refers to.</summary>
    [Fact]
    public async Task OpenedFolder_AnyFileOfItChanged_Swaps()
    {
        const string code = "public static class Greeter { public static string Hello() => File.ReadAllText(Path.Join(Path.GetDirectoryName(typeof(Greeter).Assembly.Location)!, \"texts\", \"hello.txt\")); }";
        await using WatchingRig rig = new();
        Directory.CreateDirectory(rig.In("hello", "texts"));
        await File.WriteAllTextAsync(rig.In("hello", "texts", "hello.txt"), "v1");
        new PluginForge(rig.In("hello")).Build("hello", code);
        await rig.OpenAsync(rig.In("hello"));
        Assert.Equal("v1", rig.Answer());
        for (int version = 2; version <= 3; version++)
        {
            await File.WriteAllTextAsync(rig.In("hello", "texts", "hello.txt"), $"v{version}");
            await rig.ExpectAsync(PluginEventKind.Swapped);
            Assert.Equal($"v{version}", rig.Answer());
        }

        // Swapped whole, and watched where it is now.
        Directory.CreateDirectory(rig.Out("v4", "hello", "texts"));
        await File.WriteAllTextAsync(rig.Out("v4", "hello", "texts", "hello.txt"), "v4");
        new PluginForge(rig.Out("v4", "hello")).Build("hello", code);
        Directory.Move(rig.In("hello"), rig.Out("v3"));
        Directory.Move(rig.Out("v4", "hello"), rig.In("hello"));
        await rig.ExpectAsync(PluginEventKind.Swapped);
        Assert.Equal("v4", rig.Answer());
        await File.WriteAllTextAsync(rig.In("hello", "texts", "hello.txt"), "v5");
        await rig.ExpectAsync(PluginEventKind.Swapped);
        Assert.Equal("v5", rig.Answer());
        rig.ExpectNothingUnexpected();
    }
}
