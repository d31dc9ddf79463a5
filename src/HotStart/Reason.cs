namespace HotStart;

/// <summary>One reason why a candidate was refused or a change failed.</summary>
/// <param name="Code">
/// A short, stable word for scripts and metrics, such as <c>not-a-pe-file</c>; see <see cref="ReasonCodes"/>.
/// </param>
/// <param name="Message">What was expected, what was found and what to do, in words.</param>
/// <param name="File">The file it is about, or <see langword="null"/>.</param>
public sealed record Reason(string Code, string Message, string? File = null)
{
    /// <summary>The place in the source that it is about, or <see langword="null"/>.</summary>
    public SourceDiagnostic? Diagnostic { get; init; }

    internal static Reason Of(SourceDiagnostic diagnostic) =>
        new(ReasonCodes.BuildFailed, diagnostic.ToString(), diagnostic.File) { Diagnostic = diagnostic };

    /// <summary>The reason in words.</summary>
    public override string ToString() => Message;
}
