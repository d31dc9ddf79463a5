using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>Real processes on one store at once: they take turns, or are refused in words.</summary>
public sealed class TwoProcessTests(StoreTemplates templates)
{
    [Fact]
    public async Task TwoProcesses_ThatInstallAndApplyAtOnce_TakeTurns()
    {
        using KilledStore shared = await KilledStore.MakeAsync(templates, isProven: true);
        string[] shop = ["install shop 1.2.0", "install shop 1.1.0", "install shop 1.0.0", "install shop 1.2.0", "install shop 1.1.0"];
        string[] till = ["install till 1.2.0", "install till 1.0.0", "install till 1.1.0", "install till 1.0.0", "gc"];
        long first;
        using (PluginStore store = shared.Test.Open())
        {
            first = store.List().Active.Id;
        }

        using ChildStore one = ChildStore.Start(shared.Test, shared.Words(shop));
        using ChildStore other = ChildStore.Start(shared.Test, shared.Words(till));
        await Task.WhenAll(one.EndAsync(), other.EndAsync());

        Assert.Equal((5, 5), (one.Told, other.Told));
        string[] told = [.. one.Lines.Concat(other.Lines.Where(l => !l.EndsWith("gc", StringComparison.Ordinal))).Where(l => l != "began")];
        long[] done = [.. told.Where(l => l.StartsWith("done ", StringComparison.Ordinal)).Select(l => long.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).Order()];

        // Who was overtaken each time says so; all else was done, each as a release of its own.
        Assert.All(told, l => Assert.True(l.StartsWith("done ", StringComparison.Ordinal) || l == $"failed {StoreReasons.Busy}", l));
        Assert.Equal(done.Distinct(), done);
        Assert.True(done.Length > 1);
        using PluginStore after = shared.Test.Open();
        Assert.Equal(done[^1], after.List().Active.Id);
        Release before = after.FindRelease("summer")!;
        Assert.Equal(first, before.Id);
        foreach (Release release in after.List(int.MaxValue).Releases.Where(r => r.Id > first).OrderBy(r => r.Id).Select(r => after.FindRelease(r.Name)!))
        {
            // Nobody wrote over what the other had just done: each release is the one before and one version more. A clean-up may have
            // forgotten some in between.
            Assert.Contains(release.Id, done);
            if (release.Base == before.Id)
            {
                Assert.Single(release.Plugins.Zip(before.Plugins), p => p.First.Version.Version != p.Second.Version.Version);
            }

            before = release;
        }

        await shared.RequireWholeAsync();
    }

    [Fact]
    public async Task Change_WhileAnotherProcessStandsInTheMiddleOfOne_IsRefusedAndNamesIt()
    {
        using KilledStore shared = await KilledStore.MakeAsync(templates, isProven: true);
        string[] steps = await KilledStore.StepsAsync(templates, isProven: true, ["apply autumn.json"]);
        using ChildStore holder = ChildStore.Start(shared.Test, shared.Words(["apply autumn.json"]), FaultPoint.ContentPlaced, standsStill: true);
        Assert.True(await holder.ReadToAsync("stands at"));
        using (PluginStore impatient = PluginStore.Open(shared.Test.Folder, shared.Test.Options with { LockPatience = TimeSpan.FromMilliseconds(50) }))
        {
            foreach (string operation in (string[])["install shop 1.0.0", "apply unnamed.json", "rollback", "pin shop 1.*", "gc"])
            {
                StoreException refused = await Assert.ThrowsAsync<StoreException>(() => shared.DoAsync(impatient, operation));
                Assert.Equal(StoreReasons.Busy, refused.Code);
                Assert.Contains($"process {holder.Id} ('apply autumn'", refused.Message, StringComparison.Ordinal);
            }

            // What is there can be looked at all the while.
            Assert.Equal("summer", impatient.List().Active.Name);
        }

        shared.RequireStep(steps, 0);
        holder.GoOn();
        Assert.Equal(0, await holder.EndAsync());
        shared.RequireStep(steps, 1);
        await shared.RequireWholeAsync();
    }
}
