using System.Diagnostics;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>A real small disk that is full, or cannot be written. Needs root, to mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TestStore _test = new();
    private string? _mounted;

    [Fact]
    public async Task Install_OnADiskWithTooLittleRoom_SaysSoAndTheOldServes()
    {
        Mount("2m");
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0", more: $"public static string Big() => \"{new string('x', 40_000)}\";");
        using PluginStore store = _test.Open();
        Assert.True((await store.InstallAsync("shop", "1.0.0")).Succeeded);
        await store.CommitAsync();
        await using StoreHost host = await _test.HostAsync();
        string filler = Path.Combine(_test.Folder, "filler");
        int refused = 0, done = 0;

        // From no room at all upwards, a page at a time: somewhere in between each write is the first that fails.
        for (int pages = 0; done == 0 && pages < 160; pages += 3)
        {
            Fill(filler, pages);
            try
            {
                ChangeResult result = await store.InstallAsync("shop");
                done += result.Succeeded ? 1 : 0;
            }
            catch (StoreException e)
            {
                refused++;
                Assert.Equal(StoreReasons.DiskFull, e.Code);
                Assert.Contains("nothing was changed", e.Message, StringComparison.Ordinal);
                Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
                await EachIsDoneOrRefusedAsync(store);
                File.Delete(filler);
                VerifyReport report = await store.VerifyAsync();
                Assert.True(report.IsClean, string.Join("; ", report.Problems.Select(p => p.Message)));
            }
        }

        Assert.True(refused > 3, $"{refused} were refused");
        Assert.Equal(1, done);
        Assert.Equal("shop 1.1.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
    }

    [Fact]
    public async Task Start_OnADiskThatCannotBeWritten_ServesWhatIsProven()
    {
        Mount("2m");
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0");
        using (PluginStore store = _test.Open())
        {
            await store.InstallAsync("shop", "1.0.0");
            await store.CommitAsync();
            await store.InstallAsync("shop");
        }

        Run("mount", "-o", "remount,ro", _mounted!);
        List<string> told = [];
        await using (StoreHost host = await _test.HostAsync(o => o.Recorded = r => told.Add(r.Message)))
        {
            // The new one's try cannot be counted: it could be made for ever.
            Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
            Assert.Contains(told, m => m.Contains("cannot be written", StringComparison.Ordinal));
            using PluginStore store = _test.Open();
            foreach (Func<Task> change in (Func<Task>[])[() => store.InstallAsync("shop", "1.0.0"), () => store.RollbackAsync("1"), () => store.CommitAsync(), () => store.CollectGarbageAsync(1), () => store.PinAsync("shop", "1.*")])
            {
                Assert.Equal(StoreReasons.ReadOnly, (await Assert.ThrowsAsync<StoreException>(change)).Code);
            }

            Assert.Equal("1.1.0", store.List().Active.Plugins[0].Version.Version);
            Assert.NotEmpty(store.History());
            Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        }
    }

    /// <summary>The other changes on the same full disk: they need less, so some may be done.</summary>
    private static async Task EachIsDoneOrRefusedAsync(PluginStore store)
    {
        foreach (Func<Task> change in (Func<Task>[])[() => store.PinAsync("shop", "1.*"), () => store.CollectGarbageAsync(), () => store.CommitAsync()])
        {
            Exception? problem = await Record.ExceptionAsync(change);
            Assert.True(problem is null or StoreException { Code: StoreReasons.DiskFull }, problem?.ToString());
        }

        Assert.Equal("1.0.0", Assert.Single(store.List().Active.Plugins).Version.Version);
    }

    public void Dispose()
    {
        if (_mounted is not null)
        {
            Run("umount", "-l", _mounted);
        }

        _test.Dispose();
    }

    private void Mount(string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Mounts a tmpfs, which Linux has.");
        Directory.CreateDirectory(_test.Folder);
        Assert.SkipUnless(TryRun("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _test.Folder), "Needs the right to mount a tmpfs: run as root.");
        _mounted = _test.Folder;
    }

    /// <summary>Takes all room of the disk but some pages.</summary>
    private static void Fill(string file, int pages)
    {
        File.Delete(file);
        byte[] page = new byte[4096];
        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            stream.SetLength(Math.Max(0, stream.Length - (pages * 4096L)));
        }
    }

    private static void Run(string command, params string[] arguments) => Assert.True(TryRun(command, arguments), $"{command} {string.Join(' ', arguments)} failed");

    private static bool TryRun(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
