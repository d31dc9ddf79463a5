namespace HotStart.Cli;

/// <summary>What the tool tells scripts.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>The word before reasons: a file that was not found was not refused.</summary>
    public static string Label(IEnumerable<Reason> reasons) => Of(reasons) == WrongUsage ? "error" : "refused";

    /// <summary>What is not there, or could be several things, was not named well; all else was refused.</summary>
    public static int Of(IEnumerable<Reason> reasons) =>
        reasons.All(r => r.Code == ReasonCodes.ArtifactNotFound) ? WrongUsage : Failed;
}
