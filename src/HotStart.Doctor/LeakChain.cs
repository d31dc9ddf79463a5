using System.Collections.Immutable;

namespace HotStart.Doctor;

/// <summary>One way by which something keeps a generation in memory. Strings only.</summary>
public sealed record LeakChain
{
    /// <summary>What sort of reference it is, and what to do.</summary>
    public required LeakCause Cause { get; init; }

    /// <summary>The whole in one line: what holds what of the plugin.</summary>
    public required string Summary { get; init; }

    /// <summary>The way in lines, from the root to the plugin's own object or code.</summary>
    public required ImmutableArray<string> Links { get; init; }

    /// <summary>The summary and the cause.</summary>
    public override string ToString() => $"{Summary} [{Cause.Id}]";
}
