using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>A disk that is full, or may not be written any more, from each step of each change on.</summary>
public sealed class FailingDiskTests(StoreTemplates templates)
{
    public static TheoryData<string> Operations => [.. FaultPointTests.Points.Select(p => p.Operation).Distinct()];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task DiskIsFull_FromAStepOn_TellsSoOrIsDone_AndAHostStarts(string operation)
    {
        bool isProven = operation != "commit";
        string[] steps = await KilledStore.StepsAsync(templates, isProven, [operation]);
        int refused = 0;
        foreach ((_, FaultPoint at) in FaultPointTests.Points.Where(p => p.Operation == operation))
        {
            using KilledStore failing = await KilledStore.MakeAsync(templates, isProven);
            using SmallDisk disk = SmallDisk.Mount(failing.Test.Folder, "4m");
            string? code = await RunAsync(failing, operation, at, () => disk.Fill());
            refused += code is null ? 0 : 1;

            Assert.True(code is null or StoreReasons.DiskFull, $"{at}: {code}");
            Assert.True(code is null || !FaultPointTests.IsDone(at), $"{at}: {code}, though it is done");
            failing.RequireStep(steps, code is null ? 1 : 0);
            await RequireServesAsync(failing, at);
            disk.Free();
            await failing.RequireWholeAsync();
        }

        Assert.True(refused > 0, "nothing was refused: the disk was never full");
    }

    /// <summary>A disk cannot be made read-only while files on it are open to be written: here the step itself fails as the system would.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task DiskMayNotBeWritten_FromAStepOn_TellsSo_AndNothingIsChanged(string operation)
    {
        const int ReadOnlyFileSystem = 30;
        bool isProven = operation != "commit";
        string[] steps = await KilledStore.StepsAsync(templates, isProven, [operation]);
        foreach ((_, FaultPoint at) in FaultPointTests.Points.Where(p => p.Operation == operation && !FaultPointTests.IsDone(p.At)))
        {
            using KilledStore failing = await KilledStore.MakeAsync(templates, isProven);
            string? code = await RunAsync(failing, operation, at, () => throw new IOException("Read-only file system", ReadOnlyFileSystem));

            Assert.True(code == StoreReasons.ReadOnly, $"{at}: {code}");
            failing.RequireStep(steps, 0);
            await failing.RequireWholeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_OnAFullDisk_ServesWhatIsProven_AndTheNewOneWhenThereIsRoom(bool wasKilled)
    {
        using KilledStore failing = await KilledStore.MakeAsync(templates, isProven: false);
        using SmallDisk disk = SmallDisk.Mount(failing.Test.Folder, "4m");
        if (wasKilled)
        {
            // Leaves the database's log behind; an orderly end leaves none.
            using ChildStore child = ChildStore.Start(failing.Test, "run");
            Assert.True(await child.ReadToAsync("running"));
            child.Kill();
            await child.EndAsync();
        }

        Assert.Equal(wasKilled, File.Exists(Path.Combine(failing.Test.Folder, "store.db-wal")));
        disk.Fill();
        EventLog<string> told = new();

        // No try of summer can be counted: spring serves.
        await using (StoreHost host = await failing.Test.HostAsync(o =>
        {
            o.Recorded = r => told.Add(r.Message);
            o.PollInterval = TimeSpan.FromMilliseconds(20);
        }))
        {
            Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
            Assert.Contains(told.All, m => m.Contains("cannot be written", StringComparison.Ordinal));
            disk.Free();
            await told.NextAsync(m => m.StartsWith("release 'summer' is live", StringComparison.Ordinal));
            Assert.Equal("shop 1.1.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        }

        Release running = await failing.RequireWholeAsync();
        Assert.Equal(("summer", 2), (running.Name, running.TriesLeft));
    }

    /// <returns>The code of the refusal; null where it was reported as done.</returns>
    private static async Task<string?> RunAsync(KilledStore failing, string operation, FaultPoint at, Action fail)
    {
        using PluginStore store = failing.Test.Open();
        bool isReached = false;
        FaultPoints.Reached = point =>
        {
            if (point == at && !isReached)
            {
                isReached = true;
                fail();
            }
        };
        try
        {
            await failing.DoAsync(store, operation);
            return null;
        }
        catch (StoreException e)
        {
            Assert.Contains("nothing was changed", e.Message, StringComparison.Ordinal);
            return e.Code;
        }
        finally
        {
            FaultPoints.Reached = null;
            Assert.True(isReached, $"{operation} never came to {at}");
        }
    }

    /// <summary>On the disk as it is: the active release, or the permanent one where no try of it can be counted.</summary>
    private static async Task RequireServesAsync(KilledStore failing, FaultPoint at)
    {
        StoreListing listing;
        using (PluginStore store = failing.Test.Open())
        {
            listing = store.List();
        }

        await using StoreHost host = await failing.Test.HostAsync();
        Release[] fit = listing.Active.IsPermanent ? [listing.Active] : [listing.Active, listing.Permanent];
        Assert.True(fit.Any(r => r.Id == host.Running.Id), $"{at}: the host runs '{host.Running.Name}'");
        Assert.Equal(host.Running.Plugins.Select(p => $"{p.PluginId} {p.Version.Version}"), host.Running.Plugins.Select(p => host.Plugins[p.PluginId].Lookup<Func<string>>("Of")()));
    }
}
