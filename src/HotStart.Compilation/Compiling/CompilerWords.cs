using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HotStart.Compilation.Compiling;

/// <summary>What the compiler says, as reasons: strings and numbers that keep no compilation in memory.</summary>
internal static class CompilerWords
{
    private const int LongestLine = 400;

    public static Reason Of(Diagnostic diagnostic, string plugin)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        FileLinePositionSpan mapped = diagnostic.Location.GetMappedLineSpan();
        if (!mapped.IsValid)
        {
            return new Reason(ReasonCodes.BuildFailed, $"{plugin}: {(isError ? "error" : "warning")} {diagnostic.Id}: {message}", plugin);
        }

        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        SourceText? text = diagnostic.Location.SourceTree?.GetText();
        TextLine? line = text is not null && span.StartLinePosition.Line < text.Lines.Count ? text.Lines[span.StartLinePosition.Line] : null;
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line
            ? span.EndLinePosition.Character
            : line?.Span.Length ?? span.StartLinePosition.Character;
        return Reason.Of(new SourceDiagnostic
        {
            File = mapped.Path,
            Line = mapped.StartLinePosition.Line + 1,
            Column = mapped.StartLinePosition.Character + 1,
            Length = Math.Max(1, end - span.StartLinePosition.Character),
            Code = diagnostic.Id,
            IsError = isError,
            Message = message,

            // A file can be one endless line: it is shown to nobody.
            SourceLine = line is { Span.Length: <= LongestLine } shown ? shown.ToString() : null,
        });
    }
}
