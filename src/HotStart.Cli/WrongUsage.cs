using System.CommandLine;
using HotStart.Cli.Output;

namespace HotStart.Cli;

/// <summary>Says what is wrong with a command line, in a few lines instead of the whole help.</summary>
internal static class WrongUsage
{
    public static async Task<int> TellAsync(
        ParseResult parsed, IReadOnlyList<string> args, ToolConsole console, InvocationConfiguration invocation)
    {
        Command command = parsed.CommandResult.Command;
        if (args.Count == 0)
        {
            await parsed.RootCommandResult.Command.Parse(["--help"]).InvokeAsync(invocation);
            return ExitCodes.WrongUsage;
        }

        string[] unknown = [.. parsed.UnmatchedTokens];
        foreach (string token in command.Subcommands.Count > 0 ? unknown.Take(1) : unknown)
        {
            console.Problem("error", Unknown(token, command));
        }

        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        {
            if (unknown.Length == 0)
            {
                console.Problem("error", error.Message);
            }
        }

        string name = command is RootCommand ? "hotstart" : $"hotstart {command.Name}";
        console.Hint($"'{name} --help' shows what it takes, with examples.");
        return ExitCodes.WrongUsage;
    }

    private static string Unknown(string token, Command command)
    {
        bool isOption = token.StartsWith('-');
        bool isCommand = !isOption && command.Subcommands.Count > 0;
        IEnumerable<string> known = isCommand
            ? command.Subcommands.Select(c => c.Name)
            : command.Options.Select(o => o.Name).Append("--help");
        string what = isCommand ? "command" : isOption ? "option" : "argument";
        string near = string.Join(" or ", isOption || isCommand ? NearestWords.To(token, known).Select(n => $"'{n}'") : []);
        string where = command is RootCommand ? "hotstart" : $"hotstart {command.Name}";
        return near.Length > 0 ? $"{where} has no {what} '{token}'. Did you mean {near}?"
            : what == "argument" ? $"{where} takes no further argument; '{token}' is one too many. A path with spaces goes into quotes."
            : $"{where} has no {what} '{token}'. It has: {string.Join(", ", known)}.";
    }
}
