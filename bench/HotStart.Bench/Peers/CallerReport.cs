using HotStart.Bench.Reporting;
using HotStart.Bench.Swaps;

namespace HotStart.Bench.Peers;

/// <summary>What all callers together saw.</summary>
internal sealed record CallerReport(long Calls, long Failed, long Stale, Sample Swap)
{
    public string FailedText => Sample.Text($"{Failed:N0} of {Calls:N0}");

    public string StaleText => Sample.Text($"{Stale:N0} of {Calls:N0}");

    /// <summary>Stops the callers and adds them up.</summary>
    public static CallerReport Of(CheckedCaller[] callers, Sample swap)
    {
        Array.ForEach(callers, c => c.Stop());
        return new CallerReport(callers.Sum(c => c.Calls), callers.Sum(c => c.Failed), callers.Sum(c => c.Stale + c.Mixed), swap);
    }
}
