using System.CommandLine;
using System.Globalization;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Running;
using HotStart.Packages;
using HotStart.Packages.Packing;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart pack</c>: a package of a plugin.</summary>
internal static class PackCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> path = PathArgument.Make();
        Option<string> output = new("--output")
        {
            Description = "The folder that the package goes to. Default: the current one.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        Option<string?> id = new("--id") { Description = "The package's id. Default: the project's, else the plugin's.", HelpName = "ID" };
        Option<string?> version = new("--version") { Description = "The version. Default: the project's, else the plugin's.", HelpName = "VERSION" };
        Option<string?> host = new("--host")
        {
            Description = "Which versions of HotStart can run it, as [0.1.0, 1.0.0). Default: those of the major version it was built with.",
            HelpName = "RANGE",
        };
        Option<bool> json = JsonOption.Make();
        Command command = new("pack", "Makes a NuGet package of a plugin, with a manifest that says what it is and exports. Runs none of its code.")
        {
            path, output, id, version, host, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(path)!,
            parsed.GetValue(output)!,
            new PluginPackOptions { Id = parsed.GetValue(id), Version = parsed.GetValue(version), Host = parsed.GetValue(host) },
            parsed.GetValue(json),
            console,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, string output, PluginPackOptions options, bool asJson, ToolConsole console, CancellationToken stop)
    {
        long start = TimeProvider.System.GetTimestamp();
        console.Status($"packing {PathWords.Name(path)} …");
        try
        {
            PackedPlugin packed = await PluginPacker.PackAsync(path, output, options, stop);
            Tell(packed, TimeProvider.System.GetElapsedTime(start), asJson, console);
            return ExitCodes.Done;
        }
        catch (PackageException e)
        {
            return Refusal.Tell(path, e.Reasons, asJson, console);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HotStartException)
        {
            return Refusal.Tell(e, asJson, console);
        }
        finally
        {
            console.Status(null);
        }
    }

    private static void Tell(PackedPlugin packed, TimeSpan took, bool asJson, ToolConsole console)
    {
        string next = $"hotstart push {Quoted(packed.Path)} --source FEED";
        if (asJson)
        {
            JsonLine.Write(console, "packed", json =>
            {
                json.WriteString("path", packed.Path);
                json.WriteString("package", packed.PackageId);
                json.WriteString("version", packed.Manifest.Version);
                json.WriteString("plugin", packed.Manifest.Id);
                json.WriteString("host", packed.Manifest.Host);
                json.WriteNumber("symbols", packed.Manifest.Symbols.Length);
                json.WriteString("sha256", packed.Sha256);
                json.WriteNumber("bytes", packed.Length);
                json.WriteNumber("ms", Math.Round(took.TotalMilliseconds));
                JsonLine.Reasons(json, packed.Warnings, "warnings");
                json.WriteString("next", next);
            });
            return;
        }

        foreach (Reason warning in packed.Warnings)
        {
            console.Problem("warning", warning);
        }

        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"packed {packed.PackageId} {packed.Manifest.Version} ({TransferBar.Size(packed.Length)}, {packed.Manifest.Symbols.Length} symbols) into {packed.Path} in {took.TotalSeconds:0.0} s"));
        console.Line($"next: {next}");
    }

    private static string Quoted(string path) => path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;
}
