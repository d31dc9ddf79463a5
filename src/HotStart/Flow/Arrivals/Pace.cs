namespace HotStart.Flow.Arrivals;

/// <summary>The waits of settling. None of them is a fixed wait: each ends as soon as its evidence is there.</summary>
internal static class Pace
{
    /// <summary>After the last change to an artifact of several files: they are written one by one.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(150);

    /// <summary>After the only source file that changed was written in place: there are writers that open it more than once.</summary>
    public static readonly TimeSpan SourceInPlace = TimeSpan.FromMilliseconds(10);

    /// <summary>After the last change to several source files, or to which there are.</summary>
    public static readonly TimeSpan Sources = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// After a single DLL was written in place: a writer that opens it more than once leaves a whole looking mix of
    /// old and new in between.
    /// </summary>
    public static readonly TimeSpan InPlace = TimeSpan.FromMilliseconds(20);

    /// <summary>Where the system cannot tell whether somebody writes.</summary>
    public static readonly TimeSpan WritersUnknown = TimeSpan.FromMilliseconds(200);

    /// <summary>Before a file that is not what its name says is handed on, to be refused by the checks in words.</summary>
    public static readonly TimeSpan Foreign = TimeSpan.FromMilliseconds(250);

    /// <summary>For symbols that do not fit the DLL: they usually follow it.</summary>
    public static readonly TimeSpan Symbols = TimeSpan.FromMilliseconds(300);

    /// <summary>Before an artifact counts as deleted: delete and create is a common way to write.</summary>
    public static readonly TimeSpan Deleted = TimeSpan.FromMilliseconds(300);

    /// <summary>For package files that a deps.json names: some are never deployed.</summary>
    public static readonly TimeSpan MissingPackage = TimeSpan.FromSeconds(1);

    /// <summary>How long an unsettled artifact may stand still before others stop waiting for it.</summary>
    public static readonly TimeSpan Moving = TimeSpan.FromSeconds(1);

    private static readonly int[] _milliseconds = [2, 5, 10, 20, 50, 100, 250];

    public static TimeSpan LookAgainAfter(int looks) =>
        TimeSpan.FromMilliseconds(_milliseconds[Math.Min(looks, _milliseconds.Length - 1)]);
}
