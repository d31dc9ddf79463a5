using HotStart.Flow.Arrivals;

namespace HotStart.Tests.Arrivals;

/// <summary>What goes wrong around the watch itself, and what its consumer asks of it.</summary>
public sealed class WatchArrivalTests
{
    [Fact]
    public async Task Watch_AfterAWatcherError_FindsWhatWasMissedAndSeesTheNextChange()
    {
        await using ArrivalRig rig = Begin();
        rig.Watch.Tell(new Hint(HintKind.WatcherFailed, rig.Plugins, new InternalBufferOverflowException("too many changes")));
        byte[] content = Replace(rig, 2);
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
        await rig.ExpectSettledAfterReplaceAsync(3);
        Assert.Contains(203, rig.Log.Ids);
        Assert.Contains(200, rig.Log.Ids);
    }

    [Fact]
    public async Task Watch_WhoseWatcherWentDeafWithoutAnError_RecoversWithThePoll()
    {
        await using ArrivalRig rig = new(poll: TimeSpan.FromMilliseconds(300));
        ArrivalRig.Put(rig.In("plug", "plug.dll"), "plug", 1);
        ArrivalRig.Put(rig.In("plug", "native", "lib.dll"), "lib", 1);
        rig.Start();
        ArrivalRig.Put(rig.Out("lib2.dll"), "lib", 2);
        Directory.Move(rig.In("plug", "native"), rig.Out("native"));
        File.Move(rig.Out("lib2.dll"), rig.In("plug", "lib.dll"));
        await rig.ExpectSettledAsync(rig.In("plug"));
        await rig.ExpectNothingMoreAsync();

        ArrivalRig.Put(rig.In("plug", "plug.dll"), "plug", 2);
        await rig.ExpectSettledAsync(rig.In("plug"));
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Watch_FolderBeyondItIsReplaced_SeesWhatHappensInTheNewOne()
    {
        await using ArrivalRig rig = new();
        await File.WriteAllTextAsync(rig.In("hello.cs"), "class Hello;");
        string lib = Directory.CreateDirectory(Path.Join(rig.Root, "lib")).FullName;
        rig.Start(ArrivalScope.Source(rig.In("hello.cs")));
        rig.Watch.WatchBeyond(rig.In("hello.cs"), new Beyond([], [lib]));
        await SaveAsync(1);

        Directory.Move(lib, Path.Join(rig.Root, "old"));
        Directory.CreateDirectory(lib);
        rig.Watch.Tell(new Hint(HintKind.WatcherFailed, lib, new InternalBufferOverflowException("the folder is another")));
        await rig.ExpectSettledAsync(rig.In("hello.cs"));
        await SaveAsync(2);

        async Task SaveAsync(int number)
        {
            // Renamed into place: one event of the watcher beyond, and nothing else tells of it.
            await File.WriteAllTextAsync(rig.Out("draft"), $"class Lib{number};");
            File.Move(rig.Out("draft"), Path.Join(lib, "lib.cs"), overwrite: true);
            await rig.ExpectSettledAsync(rig.In("hello.cs"));
        }
    }

    [Fact]
    public async Task HintQueue_ThatOverflows_AsksForALookAtEverything()
    {
        HintQueue hints = new();
        for (int i = 0; i < 10_000; i++)
        {
            hints.Add(new(HintKind.Path, "a"));
        }

        Hint last = default;
        while (hints.TryTake(out Hint hint))
        {
            last = hint;
        }

        Assert.Equal(HintKind.Everything, last.Kind);
        hints.Add(new(HintKind.Tick));
        Assert.True(await hints.WaitAsync(ArrivalRig.Token));
    }

    [Fact]
    public async Task LookAgain_OnAReportedArtifact_ReportsItOnceMore()
    {
        await using ArrivalRig rig = Begin();
        byte[] content = Replace(rig, 2);
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        rig.Watch.LookAgain(rig.In("hello.dll"));
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        rig.Watch.LookAgain(rig.In("hello.dll"));
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task LookAtEverything_WhenNothingChanged_ReportsNothing()
    {
        await using ArrivalRig rig = Begin();
        rig.Watch.LookAtEverything();
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Change_BetweenConstructionAndStart_Arrives()
    {
        await using ArrivalRig rig = new();
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        ArrivalSettings settings = new(TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(30));
        await using ArrivalWatch watch = new(ArrivalScope.PluginFolder(rig.Plugins), settings, TimeProvider.System, rig.Log);
        Replace(rig, 2);
        watch.Start();
        await using IAsyncEnumerator<ArrivalBatch> batches = watch.ReadAsync(ArrivalRig.Token).GetAsyncEnumerator(ArrivalRig.Token);
        Assert.True(await batches.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, ArrivalRig.Token));
        Assert.Equal([new Arrival(rig.In("hello.dll"), ArrivalKind.Settled)], batches.Current.Arrivals);
    }

    [Fact]
    public async Task Dll_CutOff_IsSaidOnceAndTheNextGoodOneArrives()
    {
        await using ArrivalRig rig = new(settleLimit: TimeSpan.FromMilliseconds(500));
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        rig.Start();
        byte[] whole = SmallDll.Make("hello", 2).Bytes;
        await File.WriteAllBytesAsync(rig.In("hello.dll"), whole[..4096], ArrivalRig.Token);
        Arrival said = Assert.Single((await rig.NextAsync()).Arrivals);
        Assert.Equal((rig.In("hello.dll"), ArrivalKind.NotSettled), (said.ArtifactPath, said.Kind));
        Assert.Contains("incomplete", said.Reason!.Message);
        await rig.ExpectNothingMoreAsync();

        await File.WriteAllBytesAsync(rig.In("hello.dll"), whole, ArrivalRig.Token);
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: whole);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Dll_ThatIsNone_ArrivesSoTheChecksCanSayWhy()
    {
        await using ArrivalRig rig = Begin();
        byte[] text = "This is no assembly, and no more bytes will make it one."u8.ToArray();
        await File.WriteAllBytesAsync(rig.In("hello.dll"), text, ArrivalRig.Token);
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: text);
        await rig.ExpectNothingMoreAsync();
        await rig.ExpectSettledAfterReplaceAsync(2);
    }

    [Fact]
    public async Task Dlls_ReplacedTogether_ArriveInOneBatch()
    {
        // A window that this test's own moves stay within on a busy machine too.
        await using ArrivalRig rig = new(gather: TimeSpan.FromMilliseconds(500));
        string[] names = ["one", "two", "three", "four"];
        foreach (string name in names)
        {
            ArrivalRig.Put(rig.In(name + ".dll"), name, 1);
            ArrivalRig.Put(rig.Out(name + ".dll"), name, 2);
        }

        rig.Start();
        foreach (string name in names)
        {
            File.Move(rig.Out(name + ".dll"), rig.In(name + ".dll"), overwrite: true);
        }

        await rig.ExpectAsync([.. names.Select(n => new Arrival(rig.In(n + ".dll"), ArrivalKind.Settled))]);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Dll_ReplacedWhileAnotherIsBeingWritten_WaitsForIt()
    {
        await using ArrivalRig rig = Begin();
        ArrivalRig.Put(rig.In("slow.dll"), "slow", 1);
        await rig.ExpectSettledAsync(rig.In("slow.dll"));
        await using (FileStream slow = new(rig.In("slow.dll"), FileMode.Create, FileAccess.Write, FileShare.Read, 1))
        {
            byte[] content = SmallDll.Make("slow", 2).Bytes;
            await slow.WriteAsync(content.AsMemory(0, 4096), ArrivalRig.Token);
            await ArrivalRig.Pause(100);
            Replace(rig, 2);
            await ArrivalRig.Pause(300);
            await slow.WriteAsync(content.AsMemory(4096), ArrivalRig.Token);
        }

        await rig.ExpectAsync(new(rig.In("hello.dll"), ArrivalKind.Settled), new Arrival(rig.In("slow.dll"), ArrivalKind.Settled));
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task GivenDll_WithADependencyBesideIt_ArrivesWhenEitherChanges()
    {
        await using ArrivalRig rig = new();
        ArrivalRig.Put(rig.In("main.dll"), "main", 1, uses: "lib");
        ArrivalRig.Put(rig.In("lib.dll"), "lib", 1);
        ArrivalRig.Put(rig.In("unrelated.dll"), "unrelated", 1);
        rig.Start(ArrivalScope.Dll(rig.In("main.dll")));

        ArrivalRig.Put(rig.In("unrelated.dll"), "unrelated", 2);
        byte[] main = ArrivalRig.Put(rig.In("main.dll"), "main", 2, uses: "lib");
        await rig.ExpectSettledAsync(rig.In("main.dll"), content: main);
        byte[] lib = ArrivalRig.Put(rig.In("lib.dll"), "lib", 2);
        await rig.ExpectSettledAsync(rig.In("main.dll"), rig.In("lib.dll"), lib);
        File.Delete(rig.In("main.dll"));
        await rig.ExpectAsync(new Arrival(rig.In("main.dll"), ArrivalKind.Deleted));
    }

    private static ArrivalRig Begin()
    {
        ArrivalRig rig = new();
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        rig.Start();
        return rig;
    }

    private static byte[] Replace(ArrivalRig rig, int version) => rig.Replace("hello", version);
}
