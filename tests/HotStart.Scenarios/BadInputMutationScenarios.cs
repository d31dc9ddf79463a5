using System.Globalization;
using HotStart.Fixtures;

namespace HotStart.Scenarios;

/// <summary>
/// DLLs with random damage through a live host: each is told of, nothing of it ends the process, and the next good
/// file is taken. HOTSTART_STRESS makes it 10,000 of a new seed; HOTSTART_SEED repeats a run.
/// </summary>
public sealed class BadInputMutationScenarios(ITestOutputHelper output)
{
    private const int Hosts = 4;

    [Fact]
    public async Task DamagedDlls_AreToldOf_AndTheNextGoodOneIsTaken()
    {
        int count = Stress.IsOn ? 10_000 : 300;
        int seed = int.TryParse(Environment.GetEnvironmentVariable("HOTSTART_SEED"), CultureInfo.InvariantCulture, out int given)
            ? given
            : Stress.IsOn ? Random.Shared.Next() : 1;
        output.WriteLine($"HOTSTART_SEED={seed}");
        int[][] told = await Task.WhenAll(Enumerable.Range(0, Hosts).Select(i => Task.Run(() => RunAsync(seed + i, count / Hosts))));
        output.WriteLine($"refused {told.Sum(t => t[0])}, not settled {told.Sum(t => t[1])}, harmless {told.Sum(t => t[2])}");
        Assert.True(told.Sum(t => t[0]) > 0);
    }

    private static async Task<int[]> RunAsync(int seed, int count)
    {
        Random random = new(seed);
        byte[][] good = [WatchingRig.Hello("even"), WatchingRig.Hello("odd ")];
        int[] told = new int[3];
        await using WatchingRig rig = new();
        rig.Options.SettleLimit = TimeSpan.FromMilliseconds(400);
        await File.WriteAllBytesAsync(rig.In("hello.dll"), good[0]);
        await rig.StartAsync();
        for (int turn = 1; turn <= count; turn++)
        {
            byte[] bad = Damage(good[random.Next(2)], random);
            await Writing.Ways["renamed over from elsewhere"](rig, rig.In("hello.dll"), bad);
            PluginEvent e = await rig.ExpectAnyAsync();
            string what = $"seed {seed}, turn {turn}: {e.Kind}: {e.Message}";
            switch (e.Kind)
            {
                case PluginEventKind.Refused or PluginEventKind.NotSettled:
                    Assert.False(e.Reasons.IsEmpty, what);
                    Assert.All(e.Reasons, r => Assert.False(string.IsNullOrWhiteSpace(r.Message), what));
                    Assert.Contains("hello", e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain(e.Reasons, r => r.Code == ReasonCodes.Unexpected);
                    Assert.Equal(turn % 2 == 1 ? "even" : "odd ", rig.Answer());
                    told[e.Kind == PluginEventKind.Refused ? 0 : 1]++;
                    break;
                default:
                    // Damage in a text or in padding. Not called: what it does is anybody's guess.
                    Assert.True(e.Kind == PluginEventKind.Swapped, what);
                    told[2]++;
                    break;
            }

            await Writing.Ways["renamed over from elsewhere"](rig, rig.In("hello.dll"), good[turn % 2]);
            await rig.ExpectSwapAsync(turn % 2 == 0 ? "even" : "odd ");
            Assert.Equal(turn % 2 == 0 ? "even" : "odd ", rig.Answer());
        }

        rig.ExpectNothingUnexpected();
        return told;
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        byte[] bad = [.. good];
        while (bad.AsSpan().SequenceEqual(good))
        {
            switch (random.Next(5))
            {
                case 0: // bits anywhere
                    for (int i = random.Next(1, 9); i > 0; i--)
                    {
                        bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
                    }

                    break;
                case 1: // bytes, rather in the headers
                    for (int i = random.Next(1, 17); i > 0; i--)
                    {
                        bad[random.Next(random.Next(2) == 0 ? 0x200 : bad.Length)] = (byte)random.Next(256);
                    }

                    break;
                case 2: // a block of nothing
                    int from = random.Next(bad.Length);
                    bad.AsSpan(from, random.Next(bad.Length - from)).Clear();
                    break;
                case 3: // one block over another
                    int length = random.Next(1, 200);
                    bad.AsSpan(random.Next(bad.Length - length), length).CopyTo(bad.AsSpan(random.Next(bad.Length - length)));
                    break;
                default: // a number that is too large
                    BitConverter.TryWriteBytes(bad.AsSpan(random.Next(bad.Length - 4)), random.Next(2) == 0 ? -1 : int.MaxValue);
                    break;
            }
        }

        return bad;
    }
}
