using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>Something was asked of a store that it could not do. What was active before is active still.</summary>
/// <param name="reasons">All reasons, at least one.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class StoreException(ImmutableArray<Reason> reasons, Exception? innerException = null)
    : HotStartException(string.Join(Environment.NewLine, reasons.Select(r => r.Message)), innerException)
{
    /// <param name="code">A code of <see cref="StoreReasons"/>.</param>
    /// <param name="message">What was expected, what was found and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public StoreException(string code, string message, Exception? innerException = null)
        : this([new Reason(code, message)], innerException)
    {
    }

    /// <summary>All reasons, at least one.</summary>
    public ImmutableArray<Reason> Reasons { get; } = reasons;

    /// <summary>The code of the first reason.</summary>
    public string Code => Reasons[0].Code;
}
