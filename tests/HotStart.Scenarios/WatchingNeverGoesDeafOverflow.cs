namespace HotStart.Scenarios;

/// <summary>Promise 6 where the system itself drops events: a real overflow of the queue between kernel and host.</summary>
public sealed class WatchingNeverGoesDeafOverflow
{
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public async Task Queue_OverflowsWhileAPluginChanges_OneSwapToTheNewestAndTheNextChangeIsSeen()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The queue is that of Linux's inotify.");
            return;
        }

        int most = int.Parse(await File.ReadAllTextAsync("/proc/sys/fs/inotify/max_queued_events"));
        if (most > 200_000)
        {
            Assert.Skip($"This machine queues {most} events (fs.inotify.max_queued_events): too many to make it overflow here.");
            return;
        }

        await using WatchingChild child = await WatchingChild.StartAsync();

        // Who does not run cannot read: the kernel drops what is too much and says so in one event.
        child.Signal(Stop);
        for (int i = 0; i < (most / 2) + 1000; i++)
        {
            string noise = child.Noise($"noise{i % 2}.tmp");
            await File.WriteAllTextAsync(noise, "");
            File.Delete(noise);
        }

        File.Move(child.Draft("v2"), child.Artifact, overwrite: true);
        File.Move(child.Draft("v3"), child.Artifact, overwrite: true);
        child.Signal(Continue);

        // Which comes first is a race: the news of the lost events (203), or a look that finds what no event told (200).
        // Either way the watchers are set up anew.
        await child.LineAsync(l => l.StartsWith("log 203:", StringComparison.Ordinal) || l.StartsWith("log 200:", StringComparison.Ordinal));
        await child.LineAsync(l => l.StartsWith("event: Swapped hello 2", StringComparison.Ordinal));
        Assert.Equal("answer: v3", await child.CallAsync());

        File.Move(child.Draft("v4"), child.Artifact, overwrite: true);
        await child.LineAsync(l => l.StartsWith("event: Swapped hello 3", StringComparison.Ordinal));
        Assert.Equal("answer: v4", await child.CallAsync());
        Assert.Equal(2, child.Lines.All.Count(l => l.StartsWith("event: Swapped", StringComparison.Ordinal)));
    }
}
