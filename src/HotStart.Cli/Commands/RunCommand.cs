using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Running;
using HotStart.Cli.Versions;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart run</c>: opens a plugin, calls it, and calls it again on each change.</summary>
internal static class RunCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> path = PathArgument.Make();
        path.Arity = ArgumentArity.ZeroOrOne;
        Option<string?> store = new("--store") { Description = "Instead of PATH: run what a store says is active, and follow it.", HelpName = "DIR" };
        Option<double> proving = Proving();
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
            path, call, arg, once, store, proving, json,
        };
        command.Validators.Add(result =>
        {
            bool hasPath = result.GetResult(path) is { Tokens.Count: > 0 };
            bool hasStore = result.GetResult(store) is { Implicit: false };
            if (hasPath == hasStore)
            {
                result.AddError(hasPath ? "PATH and --store are two things to run. Name one of them." : "PATH is missing. Name a DLL, a C# file, a project (.csproj), or a folder that holds one of them; or a store with --store DIR.");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(store) is { } folder)
            {
                return await StoreRun.RunAsync(folder, TimeSpan.FromSeconds(parsed.GetValue(proving)), asJson, console, stop);
            }

            RunRequest request = new(parsed.GetValue(path)!, parsed.GetValue(call), parsed.GetValue(arg) ?? [], parsed.GetValue(once));

            // What the plugin itself prints must not end up between the JSON lines.
            using IDisposable _ = asJson ? console.KeepOutToMyself() : NothingToDispose.Instance;
            IRunReport report = asJson ? new JsonReport(console) : new TextReport(console);
            return await new RunSession(request, report, console).RunAsync(stop);
        });
        return command;
    }

    public static Option<double> Proving() => new("--prove")
    {
        Description = "With --store: how long a new release must serve without a fault to become permanent.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };
}
