namespace HotStart.Flow.Arrivals;

/// <summary>The part of <see cref="PluginHostOptions"/> that watching needs.</summary>
/// <param name="PollInterval">How often everything is looked at, events or not.</param>
/// <param name="GatherWindow">Artifacts of a folder that settle within this time of each other arrive together.</param>
/// <param name="SettleLimit">How long an artifact may stay incomplete before that is said.</param>
/// <param name="UseEvents">Whether the file system's events are asked for; without them polling finds everything, later.</param>
/// <param name="ReportExisting">Whether what is there at the beginning counts as arriving.</param>
internal sealed record ArrivalSettings(
    TimeSpan PollInterval,
    TimeSpan GatherWindow,
    TimeSpan SettleLimit,
    bool UseEvents = true,
    bool ReportExisting = false)
{
    public static ArrivalSettings From(PluginHostOptions options) =>
        new(options.PollInterval, options.GatherWindow, options.SettleLimit);
}
