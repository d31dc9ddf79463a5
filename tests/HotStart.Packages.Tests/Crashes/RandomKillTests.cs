using HotStart.Fixtures;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>SIGKILL at random moments of random changes: some by default, 500 with HOTSTART_STRESS.</summary>
public sealed class RandomKillTests
{
    private const int Seed = 20261124;

    [Fact]
    public async Task Kill_AtARandomMoment_LeavesAWholeStore()
    {
        Random random = new(Seed);
        int killed = 0;
        for (int round = 0; round < (Stress.IsOn ? 500 : 6); round++)
        {
            string operation = ((string[])["install shop 1.2.0", "apply", "rollback", "gc", "run"])[random.Next(5)];
            using KilledStore store = await KilledStore.MakeAsync(isProven: random.Next(2) == 0);
            using ChildStore child = ChildStore.Start(store.Test, operation == "apply" ? $"apply {store.Test["autumn.json"]}" : operation);

            // Anywhere from before its first line of code to after its last.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 900)), TimeProvider.System);
            child.Kill();
            await child.EndAsync();
            killed += child.WasKilled ? 1 : 0;
            await store.RequireWholeAsync(child);
        }

        Assert.True(killed > 0);
    }
}
