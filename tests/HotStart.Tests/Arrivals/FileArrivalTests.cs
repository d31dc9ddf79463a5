using HotStart.Flow.Arrivals;

namespace HotStart.Tests.Arrivals;

/// <summary>One DLL that lies flat in the folder, written in every way there is.</summary>
public sealed class FileArrivalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dll_WrittenInPlace_ArrivesOnce(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 5; version++)
        {
            byte[] content = ArrivalRig.Put(rig.In("hello.dll"), "hello", version);
            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dll_WrittenSlowly_ArrivesOnceWhenTheWriterIsDone(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 4; version++)
        {
            byte[] content = SmallDll.Make("hello", version).Bytes;
            await using (FileStream file = new(rig.In("hello.dll"), FileMode.Create, FileAccess.Write, FileShare.Read, 1))
            {
                foreach (byte[] chunk in content.Chunk(content.Length / 4))
                {
                    await file.WriteAsync(chunk, ArrivalRig.Token);
                    await ArrivalRig.Pause(60);
                }
            }

            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task Dll_WrittenByOpeningItForEachChunk_ArrivesOnceWhenItIsWhole()
    {
        await using ArrivalRig rig = Begin();
        byte[] content = SmallDll.Make("hello", 2).Bytes;
        File.Delete(rig.In("hello.dll"));
        foreach (byte[] chunk in content.Chunk(content.Length / 5))
        {
            await using (FileStream file = new(rig.In("hello.dll"), FileMode.Append, FileAccess.Write))
            {
                await file.WriteAsync(chunk, ArrivalRig.Token);
            }

            await ArrivalRig.Pause(250);
        }

        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Dll_WholeButStillOpenForWriting_ArrivesAfterTheWriterCloses()
    {
        await using ArrivalRig rig = Begin();
        byte[] content;
        await using (FileStream file = new(rig.In("hello.dll"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 1))
        {
            content = SmallDll.Make("hello", 2).Bytes;
            await file.WriteAsync(content, ArrivalRig.Token);
            await ArrivalRig.Pause(400);
            file.Position = 0;
            content = SmallDll.Make("hello", 3).Bytes;
            await file.WriteAsync(content, ArrivalRig.Token);
        }

        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
    }

    [Theory]
    [InlineData(true, "hello.dll.tmp")]
    [InlineData(true, ".hello.dll.Xa31")]
    [InlineData(false, "hello.dll.tmp")]
    public async Task Dll_WrittenBesideAndRenamed_ArrivesOnce(bool events, string temporary)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 5; version++)
        {
            byte[] content = ArrivalRig.Put(rig.In(temporary), "hello", version);
            File.Move(rig.In(temporary), rig.In("hello.dll"), overwrite: true);
            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dll_RenamedOverFromElsewhere_ArrivesOnce(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 5; version++)
        {
            byte[] content = ArrivalRig.Put(rig.Out("next.dll"), "hello", version);
            File.Move(rig.Out("next.dll"), rig.In("hello.dll"), overwrite: true);
            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dll_DeletedAndCreated_ArrivesOnceAndIsNeverDeleted(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        for (int version = 2; version < 4; version++)
        {
            File.Delete(rig.In("hello.dll"));
            await ArrivalRig.Pause(50);
            byte[] content = ArrivalRig.Put(rig.In("hello.dll"), "hello", version);
            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dll_Deleted_IsReportedOnceAndArrivesAgainWhenItIsBack(bool events)
    {
        await using ArrivalRig rig = Begin(events);
        byte[] content = await File.ReadAllBytesAsync(rig.In("hello.dll"), ArrivalRig.Token);
        File.Move(rig.In("hello.dll"), rig.Out("hello.dll"));
        await rig.ExpectAsync(new Arrival(rig.In("hello.dll"), ArrivalKind.Deleted));
        await rig.ExpectNothingMoreAsync();

        File.Move(rig.Out("hello.dll"), rig.In("hello.dll"));
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Dll_BehindASwitchedLink_ArrivesOnce()
    {
        await using ArrivalRig rig = new();
        for (int version = 1; version < 4; version++)
        {
            ArrivalRig.Put(rig.Out($"v{version}", "hello.dll"), "hello", version);
        }

        File.CreateSymbolicLink(rig.In("hello.dll"), rig.Out("v1", "hello.dll"));
        rig.Start();
        for (int version = 2; version < 4; version++)
        {
            File.CreateSymbolicLink(rig.In("hello.dll.tmp"), rig.Out($"v{version}", "hello.dll"));
            File.Move(rig.In("hello.dll.tmp"), rig.In("hello.dll"), overwrite: true);
            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: SmallDll.Make("hello", version).Bytes);
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task Dll_RewrittenWithForgedTimesAndTheSameLength_Arrives()
    {
        await using ArrivalRig rig = Begin();
        DateTime time = File.GetLastWriteTimeUtc(rig.In("hello.dll"));
        byte[] content = SmallDll.Make("hello", 2).Bytes;
        Assert.Equal(new FileInfo(rig.In("hello.dll")).Length, content.Length);
        await using (FileStream file = new(rig.In("hello.dll"), FileMode.Open, FileAccess.Write))
        {
            await file.WriteAsync(content, ArrivalRig.Token);
            await file.FlushAsync(ArrivalRig.Token);
            File.SetLastWriteTimeUtc(file.SafeFileHandle, time);
        }

        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Dll_WithSymbolsThatFollowIt_ArrivesOnceWithThem()
    {
        await using ArrivalRig rig = new();
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        await File.WriteAllBytesAsync(rig.In("hello.pdb"), SmallDll.Make("hello", 1).Symbols, ArrivalRig.Token);
        rig.Start();
        for (int version = 2; version < 4; version++)
        {
            byte[] content = ArrivalRig.Put(rig.In("hello.dll"), "hello", version);
            await ArrivalRig.Pause(100);
            byte[] symbols = SmallDll.Make("hello", version).Symbols;
            await File.WriteAllBytesAsync(rig.In("hello.pdb"), symbols, ArrivalRig.Token);
            await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
            Assert.Equal(symbols, await File.ReadAllBytesAsync(rig.In("hello.pdb"), ArrivalRig.Token));
            await rig.ExpectNothingMoreAsync();
        }
    }

    [Fact]
    public async Task Dll_WithSymbolsOfAnotherBuild_ArrivesOnceWithoutWaitingForEver()
    {
        await using ArrivalRig rig = new();
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        await File.WriteAllBytesAsync(rig.In("hello.pdb"), SmallDll.Make("hello", 1).Symbols, ArrivalRig.Token);
        rig.Start();
        byte[] content = ArrivalRig.Put(rig.In("hello.dll"), "hello", 2);
        await rig.ExpectSettledAsync(rig.In("hello.dll"), content: content);
        await rig.ExpectNothingMoreAsync();
    }

    private static ArrivalRig Begin(bool events = true)
    {
        ArrivalRig rig = new(events);
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        rig.Start();
        return rig;
    }
}
