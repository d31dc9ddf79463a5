using System.Collections.Immutable;

namespace HotStart.Packages;

/// <summary>A package, a feed or a manifest was refused.</summary>
/// <param name="subject">What it is about: a file, a package id or a feed.</param>
/// <param name="reasons">All reasons, at least one.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class PackageException(string subject, ImmutableArray<Reason> reasons, Exception? innerException = null)
    : HotStartException(Describe(subject, reasons), innerException)
{
    /// <summary>For one reason.</summary>
    /// <param name="subject">What it is about: a file, a package id or a feed.</param>
    /// <param name="reason">Why.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public PackageException(string subject, Reason reason, Exception? innerException = null)
        : this(subject, [reason], innerException)
    {
    }

    /// <summary>What it is about: a file, a package id or a feed.</summary>
    public string Subject { get; } = subject;

    /// <summary>All reasons, at least one.</summary>
    public ImmutableArray<Reason> Reasons { get; } = reasons;

    private static string Describe(string subject, ImmutableArray<Reason> reasons) =>
        reasons.Length == 1
            ? reasons[0].Message
            : $"'{subject}' was refused for {reasons.Length} reasons:{string.Concat(reasons.Select(r => $"{Environment.NewLine}  - {r.Message}"))}";
}
