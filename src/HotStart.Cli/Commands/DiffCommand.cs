using System.CommandLine;
using HotStart.Cli.Output;
using HotStart.Cli.Reports;
using HotStart.Packages.Compatibility;

namespace HotStart.Cli.Commands;

/// <summary><c>hotstart diff</c>: what changed between two versions of a plugin.</summary>
internal static class DiffCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> old = new("OLD") { Description = "The old version: a package, a DLL, a C# file, a project, or a folder that holds one." };
        Argument<string> @new = new("NEW") { Description = "The new version, likewise." };
        Option<bool> json = JsonOption.Make();
        Command command = new("diff", "Shows what a new version adds, removes and changes, whom that breaks, and which version number would be right. Runs no code.")
        {
            old, @new, json,
        };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(old)!, parsed.GetValue(@new)!, parsed.GetValue(json), console, stop));
        return command;
    }

    private static async Task<int> RunAsync(string old, string @new, bool asJson, ToolConsole console, CancellationToken stop)
    {
        GateResult result;
        try
        {
            result = await CompatibilityGate.CheckAsync(@new, old, cancellationToken: stop);
        }
        catch (CandidateRejectedException e)
        {
            return Refusal.Tell(old, e.Reasons, asJson, console);
        }

        if (result.Comparison is not { } comparison)
        {
            return Refusal.Tell(@new, result.Candidate.Reasons, asJson, console);
        }

        if (asJson)
        {
            JsonLine.Write(console, "compared", json => GateJson.Write(json, result));
            return ExitCodes.Done;
        }

        foreach (ApiChange change in comparison.Changes)
        {
            string mark = change.IsBreaking ? "breaks" : change.Kind == ChangeKind.Added ? "new" : "changed";
            console.Line($"{mark}: {change.Message}");
        }

        console.Line(Summary(result, comparison));
        return ExitCodes.Done;
    }

    private static string Summary(GateResult result, ApiComparison comparison)
    {
        string what = comparison.Changes.IsEmpty
            ? "no difference in what they offer"
            : $"{comparison.Changes.Count(c => c.IsBreaking)} breaking, {comparison.Changes.Count(c => c is { Kind: ChangeKind.Added, IsBreaking: false })} new, {comparison.Changes.Length} differences in all";
        return result.Verdict is { } verdict
            ? $"{result.ActiveVersion} → {result.Version}: {what}; {(verdict.IsHonest ? "the version number says so" : $"the right version would be {verdict.RightVersion}")}"
            : what;
    }
}
