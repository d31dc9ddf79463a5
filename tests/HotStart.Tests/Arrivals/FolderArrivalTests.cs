using HotStart.Flow.Arrivals;

namespace HotStart.Tests.Arrivals;

/// <summary>A plugin in a folder of its own, and the watched folder itself.</summary>
public sealed class FolderArrivalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PluginFolder_SwappedWhole_ArrivesOnce(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 5; version++)
        {
            PutPlugin(rig.Out("next"), version);
            Directory.Move(rig.In("hello"), rig.Out($"old{version}"));
            Directory.Move(rig.Out("next"), rig.In("hello"));
            await ExpectPluginAsync(rig, version);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WatchedFolder_SwappedWhole_ArrivesOnce(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 5; version++)
        {
            PutPlugin(rig.Out("next", "hello"), version);
            File.Copy(rig.In("marker.dll"), rig.Out("next", "marker.dll"));
            Directory.Move(rig.Plugins, rig.Out($"old{version}"));
            Directory.Move(rig.Out("next"), rig.Plugins);
            ArrivalBatch batch = await rig.NextAsync();
            Assert.Equal([rig.In("hello"), rig.In("marker.dll")], batch.Arrivals.Select(a => a.ArtifactPath));
            Assert.Equal(SmallDll.Make("hello", version).Bytes, await File.ReadAllBytesAsync(rig.In("hello", "hello.dll"), ArrivalRig.Token));
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task PluginFolder_BehindASwitchedLink_ArrivesOnce()
    {
        await using ArrivalRig rig = new();
        for (int version = 1; version < 4; version++)
        {
            PutPlugin(rig.Out($"v{version}"), version);
        }

        Directory.CreateSymbolicLink(rig.In("hello"), rig.Out("v1"));
        rig.Start();
        for (int version = 2; version < 4; version++)
        {
            Directory.CreateSymbolicLink(rig.In("hello.tmp"), rig.Out($"v{version}"));
            Links.Rename(rig.In("hello.tmp"), rig.In("hello"));
            await ExpectPluginAsync(rig, version);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task WatchedFolder_LinkSwitched_ArrivesOnceAndEventsAreSeenInTheNewOne()
    {
        await using ArrivalRig rig = new();
        for (int version = 1; version < 4; version++)
        {
            PutPlugin(rig.Out($"v{version}", "hello"), version);
            ArrivalRig.Put(rig.Out($"v{version}", "marker.dll"), "marker", 0);
        }

        Directory.Delete(rig.Plugins);
        Directory.CreateSymbolicLink(rig.Plugins, rig.Out("v1"));
        rig.Start();
        for (int version = 2; version < 4; version++)
        {
            Directory.CreateSymbolicLink(Path.Join(rig.Root, "next"), rig.Out($"v{version}"));
            Links.Rename(Path.Join(rig.Root, "next"), rig.Plugins);
            ArrivalBatch batch = await rig.NextAsync();
            Assert.Equal([rig.In("hello"), rig.In("marker.dll")], batch.Arrivals.Select(a => a.ArtifactPath));
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task Artifacts_BehindAConfigMapsDataLink_ArriveTogether()
    {
        await using ArrivalRig rig = new();
        for (int version = 1; version < 4; version++)
        {
            ArrivalRig.Put(rig.In($"..v{version}", "hello.dll"), "hello", version);
            ArrivalRig.Put(rig.In($"..v{version}", "other.dll"), "other", version);
        }

        Directory.CreateSymbolicLink(rig.In("..data"), "..v1");
        File.CreateSymbolicLink(rig.In("hello.dll"), "..data/hello.dll");
        File.CreateSymbolicLink(rig.In("other.dll"), "..data/other.dll");
        rig.Start();
        for (int version = 2; version < 4; version++)
        {
            Directory.CreateSymbolicLink(rig.In("..data_tmp"), $"..v{version}");
            Links.Rename(rig.In("..data_tmp"), rig.In("..data"));
            await rig.ExpectAsync(
                new(rig.In("hello.dll"), ArrivalKind.Settled), new Arrival(rig.In("other.dll"), ArrivalKind.Settled));
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PluginFolder_CopiedFileByFile_ArrivesOnceWhenAllIsThere(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 4; version++)
        {
            string[] names = ["hello", "lib", "third"];
            foreach (string name in names)
            {
                ArrivalRig.Put(rig.In("hello", name + ".dll"), name, version);
                await ArrivalRig.Pause(30);
            }

            await ExpectPluginAsync(rig, version);
            Assert.Equal(SmallDll.Make("third", version).Bytes, await File.ReadAllBytesAsync(rig.In("hello", "third.dll"), ArrivalRig.Token));
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task NewPluginFolder_WhoseDependencyComesLate_ArrivesOnceWithIt()
    {
        await using ArrivalRig rig = Begin();
        ArrivalRig.Put(rig.In("fresh", "fresh.dll"), "fresh", 1);
        await File.WriteAllTextAsync(rig.In("fresh", "fresh.deps.json"), Deps("fresh", "late"), ArrivalRig.Token);
        await ArrivalRig.Pause(600);
        ArrivalRig.Put(rig.In("fresh", "late.dll"), "late", 1);
        await rig.ExpectAsync(new Arrival(rig.In("fresh"), ArrivalKind.Settled));
        Assert.True(File.Exists(rig.In("fresh", "late.dll")));
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task PluginFolder_WhoseDependencyIsMissing_IsSaidOnceAndArrivesWhenItIsThere()
    {
        await using ArrivalRig rig = new(settleLimit: TimeSpan.FromMilliseconds(700), poll: TimeSpan.FromMilliseconds(100));
        PutPlugin(rig.In("hello"), 1);
        rig.Start();
        ArrivalRig.Put(rig.In("hello", "hello.dll"), "hello", 2);
        await File.WriteAllTextAsync(rig.In("hello", "hello.deps.json"), Deps("hello", "late"), ArrivalRig.Token);

        Arrival said = Assert.Single((await rig.NextAsync()).Arrivals);
        Assert.Equal((rig.In("hello"), ArrivalKind.NotSettled), (said.ArtifactPath, said.Kind));
        Assert.Contains("late.dll", said.Reason!.Message);
        Assert.Equal(ReasonCodes.NotSettled, said.Reason.Code);
        await rig.ExpectNothingMoreAsync();

        ArrivalRig.Put(rig.In("hello", "late.dll"), "late", 1);
        await ExpectPluginAsync(rig, 2);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task WatchedFolder_MissingAtStart_IsWaitedFor()
    {
        await using ArrivalRig rig = new();
        Directory.Delete(rig.Plugins);
        rig.Start(ArrivalScope.PluginFolder(rig.Plugins));
        PutPlugin(rig.In("hello"), 1);
        await ExpectPluginAsync(rig, 1);
        ArrivalRig.Put(rig.In("hello", "hello.dll"), "hello", 2);
        await ExpectPluginAsync(rig, 2);
        Assert.Contains(201, rig.Log.Ids);
    }

    [Fact]
    public async Task WatchedFolder_MissingWithAllAboveIt_IsWaitedFor()
    {
        await using ArrivalRig rig = new();
        string deep = Path.Join(rig.Root, "a", "b", "plugins");
        rig.Start(ArrivalScope.PluginFolder(deep));
        PutPlugin(Path.Join(deep, "hello"), 1);
        await rig.ExpectSettledAsync(Path.Join(deep, "hello"));
        ArrivalRig.Put(Path.Join(deep, "hello", "hello.dll"), "hello", 2);
        await rig.ExpectSettledAsync(Path.Join(deep, "hello"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WatchedFolder_DeletedAndMadeAgain_ArrivesOnce(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 4; version++)
        {
            Directory.Delete(rig.Plugins, recursive: true);
            PutPlugin(rig.In("hello"), version);
            ArrivalRig.Put(rig.In("marker.dll"), "marker", 0);
            ArrivalBatch batch = await rig.NextAsync();
            Assert.Equal(
                [new(rig.In("hello"), ArrivalKind.Settled), new Arrival(rig.In("marker.dll"), ArrivalKind.Settled)], batch.Arrivals);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task WatchedFolder_GoneForAWhile_IsReportedDeletedAndThenArrives()
    {
        await using ArrivalRig rig = Begin();
        Directory.Move(rig.Plugins, rig.Out("away"));
        await rig.ExpectAsync(new(rig.In("hello"), ArrivalKind.Deleted), new Arrival(rig.In("marker.dll"), ArrivalKind.Deleted));
        Directory.Move(rig.Out("away"), rig.Plugins);
        await rig.ExpectAsync(new(rig.In("hello"), ArrivalKind.Settled), new Arrival(rig.In("marker.dll"), ArrivalKind.Settled));
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Plugins_CopiedTogether_ArriveTogether()
    {
        await using ArrivalRig rig = Begin();
        for (int version = 2; version < 4; version++)
        {
            foreach (string name in new[] { "one", "two", "three" })
            {
                ArrivalRig.Put(rig.In(name, name + ".dll"), name, version);
                ArrivalRig.Put(rig.In(name, "lib.dll"), "lib", version);
            }

            await rig.ExpectAsync(
                new(rig.In("one"), ArrivalKind.Settled), new(rig.In("two"), ArrivalKind.Settled), new Arrival(rig.In("three"), ArrivalKind.Settled));
            await rig.ExpectNothingMoreAsync();
        }
    }

    private static ArrivalRig Begin(bool events = true)
    {
        ArrivalRig rig = new(events);
        PutPlugin(rig.In("hello"), 1);
        rig.Start();
        return rig;
    }

    private static void PutPlugin(string folder, int version)
    {
        ArrivalRig.Put(Path.Join(folder, "hello.dll"), "hello", version);
        ArrivalRig.Put(Path.Join(folder, "lib.dll"), "lib", version);
    }

    private static Task ExpectPluginAsync(ArrivalRig rig, int version) =>
        rig.ExpectSettledAsync(rig.In("hello"), rig.In("hello", "hello.dll"), SmallDll.Make("hello", version).Bytes);

    private static string Deps(string name, string dependency) => $$"""
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
          "targets": { ".NETCoreApp,Version=v10.0": {
            "{{name}}/1.0.0": { "runtime": { "{{name}}.dll": {} } },
            "{{dependency}}/1.0.0": { "runtime": { "{{dependency}}.dll": {} } } } },
          "libraries": { "{{name}}/1.0.0": { "type": "project" }, "{{dependency}}/1.0.0": { "type": "project" } }
        }
        """;
}
