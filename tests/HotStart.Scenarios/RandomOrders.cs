using CsCheck;
using HotStart.Fixtures;

namespace HotStart.Scenarios;

/// <summary>
/// Random orders of loads (good and bad, alone and in pairs), reloads, rollbacks, removals, calls and pins over a real
/// host, each step checked against a simple model. HOTSTART_STRESS asks for more of them.
/// </summary>
public sealed class RandomOrders
{
    private static readonly Gen<RandomStep> _step =
        from kind in Gen.Enum<RandomStepKind>()
        from plugin in Gen.Int[0, 1]
        from version in Gen.Int[1, 6]
        from isBad in Gen.Int[0, 3]
        select new RandomStep(kind, plugin, version, isBad == 0);

    [Fact]
    public Task Host_AnyOrderOfSteps_BehavesAsTheModel() =>
        Gen.Select(Gen.Bool, Gen.Bool, _step.Array[4, 24]).SampleAsync(
            async (keepWarm, proveUnloads, steps) =>
            {
                await using RandomRun run = await RandomRun.StartAsync(keepWarm);
                foreach (RandomStep step in steps)
                {
                    await run.StepAsync(step);
                }

                await run.EndAsync(proveUnloads && steps.Length % 5 == 0);
            },
            iter: Stress.IsOn ? 2000 : 100,
            threads: 2,
            print: t => $"warm {t.Item1}: {string.Join("; ", t.Item3.Select(s => s.ToString()))}");
}
