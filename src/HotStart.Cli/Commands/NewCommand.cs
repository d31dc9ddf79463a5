using System.CommandLine;
using HotStart.Cli.Making;
using HotStart.Cli.Output;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart new</c>: a plugin that is ready to run, edit and test.</summary>
internal static class NewCommand
{
    private static readonly string[] _kinds = ["function", "contract", "web"];

    public static Command Make(ToolConsole console)
    {
        Argument<string> name = new("NAME") { Description = "The plugin's name, or a path that ends in it; with .cs at its end, a plugin of one file." };
        Option<string> kind = new("--kind")
        {
            Description = "function (default), contract (a class behind an interface that the host shares) or web (an endpoint and a small host).",
            HelpName = "KIND",
            DefaultValueFactory = _ => _kinds[0],
        };
        Option<string?> feed = new("--feed")
        {
            Description = "A folder or address with HotStart's packages, for the new plugin's nuget.config. Needed where none of your feeds has them.",
            HelpName = "FEED",
        };
        Option<bool> json = JsonOption.Make();
        Command command = new("new", "Makes a plugin with a test that swaps to it. Touches nothing that is there already.") { name, kind, feed, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(name)!, parsed.GetValue(kind)!, parsed.GetValue(feed), parsed.GetValue(json), console));
        return command;
    }

    private static int Run(string path, string kind, string? feed, bool asJson, ToolConsole console)
    {
        bool isFile = path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
        if (Misuse(path, kind, feed, isFile) is { } misuse)
        {
            return Fail(misuse, ExitCodes.WrongUsage, asJson, console);
        }

        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.Exists(target))
        {
            return Fail($"'{target}' is there already. Choose another name, or remove it.", ExitCodes.Failed, asJson, console);
        }

        try
        {
            IReadOnlyList<string> files = isFile ? NewPlugin.MakeFile(target) : NewPlugin.MakeFolder(target, kind, Full(feed));
            Tell(path, target, isFile ? "file" : kind, files, asJson, console);
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"'{target}' could not be made: {e.Message}", ExitCodes.Failed, asJson, console);
        }
    }

    private static string? Misuse(string path, string kind, string? feed, bool isFile)
    {
        if (!_kinds.Contains(kind))
        {
            string near = string.Join(" or ", NearestWords.To(kind, _kinds).Select(k => $"'{k}'"));
            return $"There is no kind '{kind}'. {(near.Length > 0 ? $"Did you mean {near}?" : $"There are: {string.Join(", ", _kinds)}.")}";
        }

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return PluginName.Problem(isFile ? Path.GetFileNameWithoutExtension(name) : name)
            ?? (isFile && (kind != _kinds[0] || feed is not null) ? "A plugin of one file is a function and refers to no package: leave out --kind and --feed, or the .cs." : null);
    }

    /// <summary>A folder is meant from here, not from the new plugin.</summary>
    private static string? Full(string? feed) => feed is null || feed.Contains("://", StringComparison.Ordinal) ? feed : Path.GetFullPath(feed);

    private static int Fail(string message, int exitCode, bool asJson, ToolConsole console)
    {
        if (asJson)
        {
            JsonLine.Write(console, "error", json => json.WriteString("message", message));
        }
        else
        {
            console.Problem("error", message);
        }

        return exitCode;
    }

    private static void Tell(string path, string target, string kind, IReadOnlyList<string> files, bool asJson, ToolConsole console)
    {
        string shown = path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;
        string[] next = kind switch
        {
            "file" => [$"hotstart run {shown}"],
            "web" => [$"dotnet run --project {Below(path, "host")}", $"dotnet test {Below(path, "tests")}"],
            _ => [$"hotstart run {shown}", $"dotnet test {Below(path, "tests")}"],
        };
        if (asJson)
        {
            JsonLine.Write(console, "created", json =>
            {
                json.WriteString("name", kind == "file" ? Path.GetFileNameWithoutExtension(target) : Path.GetFileName(target));
                json.WriteString("kind", kind);
                json.WriteString("path", target);
                JsonLine.Texts(json, "files", files);
                JsonLine.Texts(json, "next", next);
            });
            return;
        }

        console.Line($"created {target}");
        foreach (string file in kind == "file" ? [] : files)
        {
            console.Line($"  {file}");
        }

        console.Line("next:");
        foreach (string step in next)
        {
            console.Line($"  {step}");
        }
    }

    private static string Below(string path, string folder)
    {
        string below = Path.Combine(path, folder);
        return below.Any(char.IsWhiteSpace) ? $"\"{below}\"" : below;
    }
}
