namespace HotStart.Scenarios;

/// <summary>Each way of writing one DLL gives exactly one swap to its newest whole content, and the next change is seen too.</summary>
public sealed class WatchingNeverGoesDeafFileScenarios
{
    public static TheoryData<string> Ways { get; } = new(Writing.Ways.Keys);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task FlatDll_WrittenInAnyWay_SwapsOnceEachTime(string way)
    {
        await using WatchingRig rig = new();
        rig.Forge.Hello("v1");
        await rig.StartAsync();
        for (int version = 2; version <= 4; version++)
        {
            await Writing.Ways[way](rig, rig.In("hello.dll"), WatchingRig.Hello($"v{version}"));
            await rig.ExpectSwapAsync($"v{version}");
            Assert.Equal($"v{version}", rig.Answer());
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task FolderDll_WrittenInAnyWay_SwapsOnceEachTime(string way)
    {
        await using WatchingRig rig = new();
        Directory.CreateDirectory(rig.In("hello"));
        await File.WriteAllBytesAsync(rig.In("hello", "hello.dll"), WatchingRig.Hello("v1"));
        await rig.StartAsync();
        for (int version = 2; version <= 3; version++)
        {
            await Writing.Ways[way](rig, rig.In("hello", "hello.dll"), WatchingRig.Hello($"v{version}"));
            await rig.ExpectSwapAsync($"v{version}");
            Assert.Equal($"v{version}", rig.Answer());
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task OpenedDll_WrittenInAnyWay_SwapsOnceEachTime(string way)
    {
        await using WatchingRig rig = new();
        await rig.OpenAsync(rig.Forge.Hello("v1"));
        for (int version = 2; version <= 4; version++)
        {
            await Writing.Ways[way](rig, rig.In("hello.dll"), WatchingRig.Hello($"v{version}"));
            await rig.ExpectSwapAsync($"v{version}");
            Assert.Equal($"v{version}", rig.Answer());
        }

        // No marker here: a change that fails shows that nothing came before it.
        await File.WriteAllTextAsync(rig.In("hello.dll"), "This is no DLL, though it is long enough to look at: it says so itself.");
        await rig.ExpectAsync(PluginEventKind.Refused);
        rig.ExpectNothingUnexpected();
    }
}
