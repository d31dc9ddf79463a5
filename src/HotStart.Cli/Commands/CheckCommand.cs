using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Cli.Running;
using HotStart.Packages.Compatibility;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart check</c>: would a host take it?</summary>
internal static class CheckCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> path = PathArgument.MakeWithPackages();
        Option<string?> against = new("--against")
        {
            Description = "An older version of the same plugin: the version number must say what changed since.",
            HelpName = "OLD",
        };
        Option<string[]> allow = new("--allow-breaking")
        {
            Description = "A member whose breaking change is allowed without a new major version: Type or Type.Member; once for each.",
            HelpName = "MEMBER",
        };
        Option<bool> json = JsonOption.Make();
        Command command = new("check", "Makes all checks of a candidate, offline, and tells all reasons at once. Runs none of its code.")
        {
            path, against, allow, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(path)!, parsed.GetValue(against), [.. parsed.GetValue(allow) ?? []], parsed.GetValue(json), console, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, string? against, ImmutableArray<string> allow, bool asJson, ToolConsole console, CancellationToken stop)
    {
        if (PathWords.Project(path) is { } project)
        {
            console.Status($"building {Path.GetFileName(project)} …");
        }

        GateResult result;
        try
        {
            result = await CompatibilityGate.CheckAsync(path, against, new GateOptions { AllowBreaking = allow }, stop);
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
        finally
        {
            console.Status(null);
        }

        if (asJson)
        {
            JsonLine.Write(console, "checked", json => Write(json, result));
        }
        else
        {
            Tell(result, against, console);
        }

        return result.IsFit ? ExitCodes.Done : ExitCodes.Of(result.Candidate.Reasons);
    }

    private static void Tell(GateResult gate, string? against, ToolConsole console)
    {
        CheckResult result = gate.Candidate;
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

        foreach (ApiChange allowed in gate.Verdict?.AllowedBreaks ?? [])
        {
            console.Line($"allowed: {allowed.Message}");
        }

        foreach (string addition in against is null ? [] : result.Additions)
        {
            console.Line($"new: {addition}");
        }
    }

    private static void Write(Utf8JsonWriter json, GateResult gate)
    {
        CheckResult result = gate.Candidate;
        json.WriteBoolean("fit", result.IsFit);
        json.WriteString("artifact", result.Artifact);
        json.WriteString("plugin", result.PluginId);
        json.WriteString("version", result.Version);
        JsonLine.Reasons(json, result.Reasons);
        JsonLine.Reasons(json, result.Warnings, "warnings");
        JsonLine.Texts(json, "additions", result.Additions);
        if (gate.Comparison is not null)
        {
            GateJson.Write(json, gate);
        }
    }
}
