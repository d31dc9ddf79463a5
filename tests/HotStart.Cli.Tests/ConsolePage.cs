using System.Text.RegularExpressions;

namespace HotStart.Cli.Tests;

/// <summary>
/// A page of the docs that says what is typed, saved and printed: followed from its first line to its last. A line after
/// <c>$ </c> is typed, the others of a block come; a block of C# is saved as the file that was last named.
/// </summary>
internal sealed partial class ConsolePage
{
    /// <summary>Saves a file.</summary>
    public required Action<string, string> Save { get; init; }

    /// <summary>Types a command and reads what the page expects; with null for a command goes on reading.</summary>
    public required Func<string?, string[], Task> Type { get; init; }

    /// <summary>Reads what the page shows apart from a console.</summary>
    public Func<string[], Task> Read { get; init; } = _ => Task.CompletedTask;

    /// <summary>Presses Ctrl+C; given is where, if the page says so.</summary>
    public Func<string, Task> Interrupt { get; init; } = _ => Task.CompletedTask;

    /// <summary>Does all that the page says; gives how much that was, for a page that says nothing passes any test.</summary>
    /// <param name="file">The page, from the root of the repository.</param>
    public async Task<(int Commands, int Saves)> FollowAsync(params string[] file)
    {
        string page = await File.ReadAllTextAsync(Path.Combine([Repository.Folder, .. file]), TestContext.Current.CancellationToken);
        string saved = "";
        int commands = 0, saves = 0;
        foreach (Match part in Part().Matches(page))
        {
            string block = part.Groups["block"].Value;
            switch (part.Groups["kind"].Value)
            {
                case "csharp":
                    Save(saved, block);
                    saves++;
                    break;
                case "console":
                    commands += await TypeAsync(block.TrimEnd().Split('\n'));
                    break;
                case "text":
                    await Read(block.TrimEnd().Split('\n'));
                    break;
                case "" when part.Groups["file"].Success:
                    saved = part.Groups["file"].Value;
                    break;
                default:
                    await Interrupt(part.Groups["where"].Value);
                    break;
            }
        }

        return (commands, saves);
    }

    /// <summary>Each line comes, in this order, with whatever else between.</summary>
    public static async Task ReadAsync(ToolProcess tool, string[] expected)
    {
        foreach (string line in expected)
        {
            await LineAsync(tool, line);
        }
    }

    /// <summary>The line that comes, whatever <c>…</c> stands for.</summary>
    public static Task<string> LineAsync(ToolProcess tool, string expected) =>
        tool.Both.NextAsync(l => Fits(l, expected), limit: TimeSpan.FromMinutes(3));

    public static bool Fits(string line, string expected) =>
        Regex.IsMatch(line, $"^{Regex.Escape(expected).Replace("…", ".*", StringComparison.Ordinal)}$");

    private async Task<int> TypeAsync(string[] lines)
    {
        int commands = 0;
        for (int i = 0; i < lines.Length;)
        {
            string? command = lines[i].StartsWith("$ ", StringComparison.Ordinal) ? lines[i++][2..] : null;
            string[] expected = [.. lines.Skip(i).TakeWhile(l => !l.StartsWith("$ ", StringComparison.Ordinal))];
            i += expected.Length;
            commands += command is null ? 0 : 1;
            await Type(command, expected);
        }

        return commands;
    }

    [GeneratedRegex("```(?<kind>csharp|console|text)\n(?<block>.*?)```|[Ss]ave this as `(?<file>[^`]+)`|Press Ctrl\\+C(?: where the (?<where>\\w+))?", RegexOptions.Singleline)]
    private static partial Regex Part();
}
