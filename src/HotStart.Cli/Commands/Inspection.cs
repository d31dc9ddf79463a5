using HotStart.Cli.Output;
using HotStart.Cli.Running;

namespace HotStart.Cli.Commands;

/// <summary>What <c>symbols</c> and <c>check</c> have in common.</summary>
internal static class Inspection
{
    public static async Task<CheckResult> RunAsync(string path, string? against, ToolConsole console, CancellationToken stop)
    {
        if (PathWords.Project(path) is { } project)
        {
            console.Status($"building {Path.GetFileName(project)} …");
        }

        try
        {
            return await CandidateCheck.RunAsync(path, against, cancellationToken: stop);
        }
        finally
        {
            console.Status(null);
        }
    }

    public static void TellReasons(CheckResult result, bool asJson, ToolConsole console)
    {
        if (asJson)
        {
            JsonLine.Write(console, "refused", json =>
            {
                json.WriteString("plugin", result.PluginId ?? Path.GetFileName(result.Artifact));
                JsonLine.Reasons(json, result.Reasons);
            });
            return;
        }

        foreach (Reason reason in result.Reasons)
        {
            console.Problem(ExitCodes.Label(result.Reasons), reason);
        }
    }
}
