namespace HotStart.Cli.Running;

internal enum CallOutcome
{
    Done,
    Failed,

    /// <summary>It was asked to end before it was done, or did not begin.</summary>
    Cancelled,

    /// <summary>The command line does not fit the plugin.</summary>
    Misfit,
}
