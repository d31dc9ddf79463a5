using System.CommandLine;
using System.Globalization;
using HotStart.AspNetCore.Packages.Answers;
using HotStart.Cli.Output;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Cli.Versions;

/// <summary>Tells how a change of a store ended: what happened, to which version, in how long, what to do next.</summary>
internal static class ChangeReport
{
    public static int Tell(ToolConsole console, ChangeResult result, bool asJson)
    {
        console.Status(null);
        if (asJson)
        {
            JsonLine.Write(console, StoreChangeAnswer.Of(result), StoreAnswerJson.Default.StoreChangeAnswer);
        }
        else
        {
            WriteText(console, result);
        }

        return result.Succeeded ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void WriteText(ToolConsole console, ChangeResult result)
    {
        foreach (Reason reason in result.Reasons)
        {
            console.Problem("refused", reason);
        }

        if (result.Outcome == ChangeOutcome.Planned)
        {
            foreach (PlannedChange change in result.Plan)
            {
                console.Line($"{change}{(change.Source is null ? "" : $", from {change.Source}")}{(change.Packages.Length > 1 ? $", with {string.Join(", ", change.Packages.Skip(1))}" : "")}");
            }
        }

        foreach (PlannedChange change in result.Plan.Where(c => !c.AllowedBreaks.IsEmpty))
        {
            console.Note($"allowed by name in {change.PluginId}: {string.Join("; ", change.AllowedBreaks)}");
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Message} ({result.Duration.TotalMilliseconds:0} ms)"));
        if (result.Activation is { } activation)
        {
            console.Line($"running host: {activation.Message}{Took(activation)}");
        }

        if (result.Next.Length > 0)
        {
            console.Note($"next: {result.Next}");
        }
    }

    private static string Took(HistoryRecord record) =>
        record.Duration is { } took ? string.Create(CultureInfo.InvariantCulture, $" ({took.TotalMilliseconds:0.0} ms)") : "";

    /// <summary>Adds a job that changes the store to a command.</summary>
    public static Func<PluginStore, ParseResult, CancellationToken, Task<int>> Job(
        ToolConsole console, StoreOptions options, string doing, Func<PluginStore, ParseResult, CancellationToken, Task<ChangeResult>> change) =>
        async (store, parsed, stop) =>
        {
            bool asJson = parsed.GetValue(options.Json);
            if (!asJson)
            {
                console.Status($"{doing} …");
            }

            return Tell(console, await change(store, parsed, stop), asJson);
        };
}
