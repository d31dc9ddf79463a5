using System.CommandLine;
using System.Text.Json;
using HotStart.Cli.Output;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart check</c>: would a host take it?</summary>
internal static class CheckCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> path = PathArgument.Make();
        Option<string?> against = new("--against")
        {
            Description = "An older version of the same plugin: what it exports must still be there.",
            HelpName = "OLD",
        };
        Option<bool> json = JsonOption.Make();
        Command command = new("check", "Makes all checks of a candidate, offline, and tells all reasons at once. Runs none of its code.")
        {
            path, against, json,
        };
        command.SetAction((parsed, stop) =>
            RunAsync(parsed.GetValue(path)!, parsed.GetValue(against), parsed.GetValue(json), console, stop));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? against, bool asJson, ToolConsole console, CancellationToken stop)
    {
        CheckResult result;
        try
        {
            result = await Inspection.RunAsync(path, against, console, stop);
        }
        catch (CandidateRejectedException e)
        {
            string message = $"--against {against}: {e.Message}";
            if (asJson)
            {
                JsonLine.Write(console, "error", json => json.WriteString("message", message));
            }
            else
            {
                console.Problem("error", message);
            }

            return ExitCodes.Of(e.Reasons);
        }

        if (asJson)
        {
            JsonLine.Write(console, "checked", json => Write(json, result));
        }
        else
        {
            Tell(result, against, console);
        }

        return result.IsFit ? ExitCodes.Done : ExitCodes.Of(result.Reasons);
    }

    private static void Tell(CheckResult result, string? against, ToolConsole console)
    {
        string name = result.PluginId is null ? Path.GetFileName(result.Artifact) : $"{result.PluginId} ({result.Version})";
        foreach (Reason warning in result.Warnings)
        {
            console.Problem("warning", warning);
        }

        if (result.IsFit)
        {
            console.Line($"fit: {name}");
        }
        else
        {
            Inspection.TellReasons(result, asJson: false, console);
            console.Line($"unfit: {name}, {result.Reasons.Length} reason{(result.Reasons.Length == 1 ? "" : "s")}");
        }

        foreach (string addition in against is null ? [] : result.Additions)
        {
            console.Line($"new: {addition}");
        }
    }

    private static void Write(Utf8JsonWriter json, CheckResult result)
    {
        json.WriteBoolean("fit", result.IsFit);
        json.WriteString("artifact", result.Artifact);
        json.WriteString("plugin", result.PluginId);
        json.WriteString("version", result.Version);
        JsonLine.Reasons(json, result.Reasons);
        JsonLine.Reasons(json, result.Warnings, "warnings");
        json.WriteStartArray("additions");
        foreach (string addition in result.Additions)
        {
            json.WriteStringValue(addition);
        }

        json.WriteEndArray();
    }
}
