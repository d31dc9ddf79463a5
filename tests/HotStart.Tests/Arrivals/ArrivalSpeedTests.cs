using System.Diagnostics;
using HotStart.Flow.Arrivals;

namespace HotStart.Tests.Arrivals;

/// <summary>How long arrivals take and what looking costs. Bounds are wide: machines that test are busy.</summary>
public sealed class ArrivalSpeedTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rename_ToArrival_TakesMilliseconds(bool givenDll)
    {
        await using ArrivalRig rig = new();
        ArrivalRig.Put(rig.In("hello.dll"), "hello", 1);
        rig.Start(givenDll ? ArrivalScope.Dll(rig.In("hello.dll")) : null);
        List<double> times = [];
        for (int i = 0; i < 220; i++)
        {
            string next = rig.Out("next.dll");
            ArrivalRig.Put(next, "hello", 1 + (i % 2));
            long before = Stopwatch.GetTimestamp();
            File.Move(next, rig.In("hello.dll"), overwrite: true);
            await rig.ExpectSettledAsync(rig.In("hello.dll"));
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        double[] sorted = [.. times.Skip(20).Order()];
        TestContext.Current.SendDiagnosticMessage(
            $"rename to arrival, {(givenDll ? "given DLL" : "folder")}: p50 {sorted[100]:0.00} ms, p99 {sorted[198]:0.00} ms");
        Assert.InRange(sorted[100], 0, 60);
    }

    [Fact]
    public async Task Looking_AtAThousandQuietPlugins_IsCheap()
    {
        await using ArrivalRig rig = new();
        for (int i = 0; i < 1000; i++)
        {
            ArrivalRig.Put(rig.In($"p{i}", "hello.dll"), "hello", 1);
        }

        ArrivalScope scope = ArrivalScope.PluginFolder(rig.Plugins);
        ArrivalSettings settings = new(TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(30));
        UnitMap units = new(scope);
        SettleTracker tracker = new(scope, settings, units, TimeProvider.System, rig.Log);
        await ArrivalRig.Pause(100);
        foreach (ArtifactUnit unit in units.FindAll())
        {
            tracker.TakeAsKnown(unit);
        }

        List<double> times = [];
        for (int i = 0; i < 15; i++)
        {
            long before = Stopwatch.GetTimestamp();
            foreach (ArtifactUnit unit in units.FindAll())
            {
                tracker.Look(unit);
            }

            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        double middle = times.Order().ElementAt(7);
        TestContext.Current.SendDiagnosticMessage($"a look at 1,000 plugin folders: {middle:0.0} ms");
        Assert.True(tracker.Take().IsEmpty);
        Assert.InRange(middle, 0, 200);
    }
}
