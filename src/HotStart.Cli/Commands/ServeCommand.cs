using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Serving;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart serve</c>: a ready web host for a folder of plugins.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5000";

    public static Command Make(ToolConsole console)
    {
        Argument<string> folder = new("DIR") { Description = "The folder of plugins." };
        Option<string> urls = new("--urls")
        {
            Description = $"Where to listen; several are separated by semicolons. Default: {DefaultUrl}.",
            HelpName = "URL",
            DefaultValueFactory = _ => DefaultUrl,
        };
        Option<bool> json = JsonOption.Make();
        folder.Validators.Add(result =>
        {
            string path = result.GetValueOrDefault<string>();
            if (!Directory.Exists(path))
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
        Command command = new("serve", "Serves a folder of plugins: their endpoints, and each function as POST /hotstart/call/PLUGIN/SYMBOL. Changes of the files are swapped in.")
        {
            folder, urls, json,
        };
        command.SetAction(async (parsed, stop) =>
        {
            bool asJson = parsed.GetValue(json);
            using IDisposable _ = asJson ? console.KeepOutToMyself() : NothingToDispose.Instance;
            IRunReport report = asJson ? new JsonReport(console) : new TextReport(console);
            ServeReport serving = new(console, asJson);
            return await new ServeSession(parsed.GetValue(folder)!, parsed.GetValue(urls)!, report, serving, console).RunAsync(stop);
        });
        return command;
    }
}
