using System.Text;
using Spectre.Console;

namespace HotStart.Cli.Output;

/// <summary>
/// Standard output and error of the tool. Colours and status lines go to a terminal only. Safe for use by several
/// threads: whatever is written in one call stays together.
/// </summary>
internal sealed class ToolConsole
{
    private readonly Lock _lock = new();
    private readonly IAnsiConsole? _rich;
    private readonly bool _colors;
    private readonly bool _errorIsTerminal;
    private bool _hasStatus_NeedsLock;

    /// <param name="out">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="outIsTerminal">Whether a person looks at the output.</param>
    /// <param name="errorIsTerminal">Whether a person looks at the errors.</param>
    /// <param name="noColor">Whether there shall be no colours on a terminal either.</param>
    public ToolConsole(TextWriter @out, TextWriter error, bool outIsTerminal = false, bool errorIsTerminal = false, bool noColor = false)
    {
        Out = @out;
        Error = error;
        _errorIsTerminal = errorIsTerminal;
        _colors = errorIsTerminal && !noColor;
        if (outIsTerminal)
        {
            AnsiConsoleSettings settings = new()
            {
                Out = new AnsiConsoleOutput(@out),
                Ansi = AnsiSupport.Detect,
                ColorSystem = noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            };

            // Build servers look like terminals to it.
            settings.Enrichment.UseDefaultEnrichers = false;
            _rich = AnsiConsole.Create(settings);
        }
    }

    public TextWriter Out { get; }

    /// <summary>Whether a person sees what <see cref="Status"/> shows.</summary>
    public bool HasViewer => _errorIsTerminal;

    public TextWriter Error { get; }

    public static ToolConsole OfProcess()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        return new ToolConsole(
            Console.Out,
            Console.Error,
            !Console.IsOutputRedirected && !dumb,
            !Console.IsErrorRedirected && !dumb,
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    /// <summary>Sends what others print to standard error, until disposed.</summary>
    public IDisposable KeepOutToMyself() => new OutKept(Console.Out, Error);

    /// <summary>One line of the answer.</summary>
    public void Line(string text)
    {
        lock (_lock)
        {
            ClearStatus_NeedsLock();
            Out.WriteLine(text);
            Out.Flush();
        }
    }

    /// <summary>Something went wrong: a word for it, and what.</summary>
    public void Problem(string label, string text) => ErrorLine("31", $"{label}: ", text);

    /// <summary>A reason: one of the compiler as compilers print it, with the line that is meant; any other after a word for it.</summary>
    public void Problem(string label, Reason reason)
    {
        if (reason.Diagnostic is { } diagnostic)
        {
            Source(diagnostic);
        }
        else
        {
            Problem(label, reason.Message);
        }
    }

    /// <summary>Something to know that is no answer.</summary>
    public void Note(string text) => ErrorLine("2", "", text);

    /// <summary>As <see cref="Note"/>, for people only.</summary>
    public void Hint(string text)
    {
        if (_errorIsTerminal)
        {
            Note(text);
        }
    }

    /// <summary>What takes so long, for people only; it goes away with the next line or with null.</summary>
    public void Status(string? text)
    {
        if (!_errorIsTerminal)
        {
            return;
        }

        lock (_lock)
        {
            ClearStatus_NeedsLock();
            if (text is not null)
            {
                Error.Write(Dimmed(text));
                Error.Flush();
                _hasStatus_NeedsLock = true;
            }
        }
    }

    /// <summary>Rows under headings: drawn on a terminal, separated by tabs elsewhere.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        lock (_lock)
        {
            ClearStatus_NeedsLock();
            if (_rich is null)
            {
                foreach (IReadOnlyList<string> row in rows)
                {
                    Out.WriteLine(string.Join('\t', row));
                }

                Out.Flush();
                return;
            }

            Table table = new() { Border = TableBorder.Rounded };
            foreach (string heading in headings)
            {
                table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
            }

            foreach (IReadOnlyList<string> row in rows)
            {
                table.AddRow(row.Select(cell => new Text(cell)));
            }

            _rich.Write(table);
        }
    }

    private void ErrorLine(string color, string label, string text)
    {
        lock (_lock)
        {
            ClearStatus_NeedsLock();
            StringBuilder line = new();
            line.Append(_colors && label.Length > 0 ? $"\e[{color}m{label}\e[0m{text}" : label.Length > 0 ? label + text : Dimmed(text));
            Error.WriteLine(line);
            Error.Flush();
        }
    }

    private void Source(SourceDiagnostic diagnostic)
    {
        lock (_lock)
        {
            ClearStatus_NeedsLock();
            string severity = $"{(diagnostic.IsError ? "error" : "warning")} {diagnostic.Code}";
            string colored = _colors ? $"\e[{(diagnostic.IsError ? 31 : 33)}m{severity}\e[0m" : severity;
            Error.WriteLine($"{diagnostic.File}({diagnostic.Line},{diagnostic.Column}): {colored}: {diagnostic.Message}");
            foreach (string line in SourceExcerpt.Of(diagnostic))
            {
                Error.WriteLine(line);
            }

            Error.Flush();
        }
    }

    private string Dimmed(string text) => _colors ? $"\e[2m{text}\e[0m" : text;

    private void ClearStatus_NeedsLock()
    {
        if (_hasStatus_NeedsLock)
        {
            Error.Write("\r\e[2K");
            _hasStatus_NeedsLock = false;
        }
    }

    private sealed class OutKept : IDisposable
    {
        private readonly TextWriter _before;

        public OutKept(TextWriter before, TextWriter others)
        {
            _before = before;
            Console.SetOut(others);
        }

        public void Dispose() => Console.SetOut(_before);
    }
}
