namespace HotStart.Cli.Running;

internal enum CallOutcome
{
    Done,
    Failed,

    /// <summary>The command line does not fit the plugin.</summary>
    Misfit,
}
