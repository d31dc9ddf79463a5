using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Serving;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart serve</c>: a ready web host for a folder of plugins, or for a store of versions.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5000";

    public static Command Make(ToolConsole console)
    {
        Argument<string> folder = new("DIR") { Description = "The folder of plugins.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> store = new("--store") { Description = "Instead of DIR: run what a store says is active, and follow it.", HelpName = "DIR" };
        Option<double> proving = RunCommand.Proving();
        Option<string> urls = new("--urls")
        {
            Description = $"Where to listen; several are separated by semicolons. Default: {DefaultUrl}.",
            HelpName = "URL",
            DefaultValueFactory = _ => DefaultUrl,
        };
        Option<bool> json = JsonOption.Make();
        folder.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<string>() is { } path && !Directory.Exists(path))
            {
                result.AddError($"'{path}' is no folder. Name the folder that holds the plugins.");
            }
        });
        urls.Validators.Add(result =>
        {
            foreach (string url in (result.GetValueOrDefault<string>() ?? "").Split(';'))
            {
                if (!Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri) || uri.Scheme is not "http")
                {
                    result.AddError($"'{url}' is no URL to listen on. Give one such as {DefaultUrl}; behind HTTPS put a proxy before it.");
                }
            }
        });
        Command command = new("serve", "Serves a folder of plugins, or what a store of versions says: their endpoints, and each function as POST /hotstart/call/PLUGIN/SYMBOL. Changes of the files are swapped in.")
        {
            folder, store, proving, urls, json,
        };
        command.Validators.Add(result =>
        {
            bool hasFolder = result.GetResult(folder) is { Tokens.Count: > 0 };
            if (hasFolder == result.GetResult(store) is { Implicit: false })
            {
                result.AddError(hasFolder ? "DIR and --store are two things to serve. Name one of them." : "DIR is missing. Name the folder that holds the plugins; or a store with --store DIR.");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            bool asJson = parsed.GetValue(json);
            using IDisposable _ = asJson ? console.KeepOutToMyself() : NothingToDispose.Instance;
            IRunReport report = asJson ? new JsonReport(console) : new TextReport(console);
            ServeReport serving = new(console, asJson);
            ServedThing served = parsed.GetValue(store) is { } named
                ? new ServedThing(named, TimeSpan.FromSeconds(parsed.GetValue(proving)))
                : new ServedThing(parsed.GetValue(folder)!);
            return await new ServeSession(served, parsed.GetValue(urls)!, report, serving, console).RunAsync(stop);
        });
        return command;
    }
}
