using System.Diagnostics;
using System.Runtime.CompilerServices;
using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;

namespace HotStart.Bench.Swaps;

/// <summary>
/// Swaps and bare loads in turns, now one first, now the other, each of a candidate that has just been staged and
/// checked: without that the second one would find the processor's caches full of what the first one needed.
/// </summary>
internal sealed class SwapRounds(Plugin plugin, IPricing pricing, string artifact, string[] versions, Stager stager)
{
    private static readonly SharedAssemblies _shared = new([]);
    private static int _next = 1;

    private readonly Dictionary<string, Sample> _stages = [];

    /// <summary>From the staged, checked candidate until the new code has answered, in microseconds.</summary>
    public Sample Swap { get; } = new();

    /// <summary>The whole change, copying and checking included, in microseconds.</summary>
    public Sample Whole { get; } = new();

    /// <summary>Load, create, call in a bare context, in microseconds.</summary>
    public Sample Bare { get; } = new();

    /// <summary>Each stage by its name, in microseconds.</summary>
    public IReadOnlyDictionary<string, Sample> Stages => _stages;

    /// <param name="rounds">How many swaps, and as many bare loads.</param>
    /// <param name="callers">Who calls meanwhile; null for nobody but this.</param>
    public async Task RunAsync(int rounds, Callers? callers = null)
    {
        for (int i = 0; i < rounds; i++)
        {
            int version = _next++ % versions.Length;
            PricingSource.Place(versions[version], artifact);
            if (i % 2 == 0)
            {
                await SwapAsync(version + 1, callers);
                Bare.Add(LoadBare(version + 1));
            }
            else
            {
                Bare.Add(LoadBare(version + 1));
                await SwapAsync(version + 1, callers);
            }
        }
    }

    private async Task SwapAsync(int expected, Callers? callers)
    {
        callers?.Await(expected);
        long start = Stopwatch.GetTimestamp();
        SwapResult result = await plugin.ReloadAsync();
        int answer = pricing.Version;
        double whole = Stopwatch.GetElapsedTime(start, callers?.FirstAnswer ?? Stopwatch.GetTimestamp()).TotalMicroseconds;
        if (result.Outcome != SwapOutcome.Swapped || answer != expected)
        {
            throw new InvalidOperationException($"Version {expected} should answer, but {answer} did: {result}");
        }

        double before = 0;
        foreach (StageTime stage in result.Plugins[0].Stages)
        {
            if (!_stages.TryGetValue(stage.Stage, out Sample? sample))
            {
                _stages.Add(stage.Stage, sample = new Sample());
            }

            sample.Add(stage.Duration.TotalMicroseconds);
            before += stage.Stage is "stage" or "check" ? stage.Duration.TotalMicroseconds : 0;
        }

        Whole.Add(whole);
        Swap.Add(whole - before);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double LoadBare(int expected)
    {
        StagedCopy staged = stager.Stage(ArtifactResolver.Resolve(artifact), "bare");
        if (!CandidateChecks.Run(staged, _shared, out _).IsEmpty)
        {
            throw new InvalidOperationException("The candidate should be fit.");
        }

        long start = Stopwatch.GetTimestamp();
        using BareContext bare = new(staged.MainFile);
        int answer = bare.Pricing.Version;
        double time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return answer == expected ? time : throw new InvalidOperationException($"Version {expected} should answer, but {answer} did.");
    }
}
