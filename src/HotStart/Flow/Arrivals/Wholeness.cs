namespace HotStart.Flow.Arrivals;

/// <summary>What a file's content says about itself.</summary>
internal enum Wholeness
{
    Whole,

    /// <summary>Cut off, or not filled in yet: more bytes can make it whole.</summary>
    Incomplete,

    /// <summary>Not what its name says. Waiting does not help; the checks will say what is wrong.</summary>
    Foreign,
}
