namespace HotStart;

/// <summary>What the compiler says about one place in the source. Holds numbers and strings only.</summary>
public sealed record SourceDiagnostic
{
    /// <summary>The full path of the file.</summary>
    public required string File { get; init; }

    /// <summary>The line, from one.</summary>
    public required int Line { get; init; }

    /// <summary>The column, from one.</summary>
    public required int Column { get; init; }

    /// <summary>How many characters of that line are meant; at least one.</summary>
    public int Length { get; init; } = 1;

    /// <summary>The compiler's or analyzer's code, such as <c>CS1002</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Whether it keeps the source from being run, or only warns.</summary>
    public required bool IsError { get; init; }

    /// <summary>What is wrong, in the words of the compiler.</summary>
    public required string Message { get; init; }

    /// <summary>The line itself, or <see langword="null"/> where it cannot be shown.</summary>
    public string? SourceLine { get; init; }

    /// <summary>As compilers print it: <c>file(line,column): error CS1002: message</c>.</summary>
    public override string ToString() =>
        $"{File}({Line},{Column}): {(IsError ? "error" : "warning")} {Code}: {Message}";
}
