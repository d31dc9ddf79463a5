using System.CommandLine;
using HotStart.Cli.Commands;
using HotStart.Cli.Output;
using HotStart.Cli.Versions;

namespace HotStart.Cli;

/// <summary>The <c>hotstart</c> tool from its arguments to its exit code.</summary>
internal static class HotStartTool
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="console">Where it writes.</param>
    /// <param name="stop">Ends a command that runs until it is stopped, as Ctrl+C does.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolConsole console, CancellationToken stop)
    {
        RootCommand root = Root(console);
        ParseResult parsed = root.Parse(
            args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        InvocationConfiguration invocation = new()
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,

            // Signals are the command's own: it drains, which takes longer than this library would wait.
            ProcessTerminationTimeout = null,
        };
        if (parsed.Errors.Count > 0)
        {
            return await WrongUsage.TellAsync(parsed, args, console, invocation);
        }

        return await parsed.InvokeAsync(invocation, stop);
    }

    private static RootCommand Root(ToolConsole console)
    {
        RootCommand root = new("Changes the code of a running .NET process: runs plugins, and swaps them when their files change.")
        {
            RunCommand.Make(console),
            SymbolsCommand.Make(console),
            CheckCommand.Make(console),
            DiffCommand.Make(console),
            DoctorCommand.Make(console),
            NewCommand.Make(console),
            PackCommand.Make(console),
            PushCommand.Make(console),
        };
        foreach (Command command in (IEnumerable<Command>)[.. ChangeCommands.Make(console), .. LookCommands.Make(console), .. KeepCommands.Make(console)])
        {
            root.Subcommands.Add(command);
        }

        foreach (Option option in root.Options)
        {
            switch (option)
            {
                case System.CommandLine.Help.HelpOption help:
                    help.Action = new HelpWithExamples();
                    break;
                case VersionOption version:
                    version.Action = new VersionAction();
                    break;
                default:
                    break;
            }
        }

        // "[suggest]" and the like: a plugin folder may well be called so.
        root.Directives.Clear();
        return root;
    }
}
