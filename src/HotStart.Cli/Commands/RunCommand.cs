using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Running;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart run</c>: opens a plugin, calls it, and calls it again on each change.</summary>
internal static class RunCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> path = PathArgument.Make();
        Option<string?> call = new("--call")
        {
            Description = "The function to call, or the variable to read: Member, or Type.Member. May be left out where there is exactly one function.",
            HelpName = "SYMBOL",
        };
        Option<string[]> arg = new("--arg")
        {
            Description = "An argument of the function, as JSON; once for each. Bare text does where a text is wanted.",
            HelpName = "JSON",
        };
        Option<bool> once = new("--once") { Description = "Call once and end: exit code 0, or 1 when it failed." };
        Option<bool> json = JsonOption.Make();
        Command command = new("run", "Opens a plugin, calls a function of it, prints the result, and does so again on each change of its files.")
        {
            path, call, arg, once, json,
        };
        command.SetAction(async (parsed, stop) =>
        {
            bool asJson = parsed.GetValue(json);
            RunRequest request = new(parsed.GetValue(path)!, parsed.GetValue(call), parsed.GetValue(arg) ?? [], parsed.GetValue(once));

            // What the plugin itself prints must not end up between the JSON lines.
            using IDisposable _ = asJson ? console.KeepOutToMyself() : NothingToDispose.Instance;
            IRunReport report = asJson ? new JsonReport(console) : new TextReport(console);
            return await new RunSession(request, report, console).RunAsync(stop);
        });
        return command;
    }
}
