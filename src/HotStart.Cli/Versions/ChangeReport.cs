using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
            JsonLine.Write(console, result.Outcome.ToString().ToLowerInvariant(), json => Write(json, result));
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

    private static void Write(Utf8JsonWriter json, ChangeResult result)
    {
        json.WriteString("message", result.Message);
        json.WriteString("next", result.Next);
        WriteRelease(json, "release", result.Active);
        json.WriteStartArray("plan");
        foreach (PlannedChange change in result.Plan)
        {
            json.WriteStartObject();
            json.WriteString("plugin", change.PluginId);
            json.WriteString("kind", change.Kind.ToString().ToLowerInvariant());
            json.WriteString("from", change.OldVersion);
            json.WriteString("to", change.NewVersion);
            json.WriteString("source", change.Source);
            json.WriteBoolean("settings", change.ChangesSettings);
            json.Texts("packages", change.Packages);
            json.Texts("allowedBreaks", change.AllowedBreaks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonLine.Reasons(json, result.Reasons);
        json.WriteNumber("ms", Math.Round(result.Duration.TotalMilliseconds, 1));
        Stages(json, result.Stages);
        if (result.Activation is { } activation)
        {
            json.WriteStartObject("activation");
            json.WriteString("outcome", activation.Outcome);
            json.WriteString("message", activation.Message);
            json.WriteNumber("ms", Math.Round(activation.Duration?.TotalMilliseconds ?? 0, 1));
            json.WriteEndObject();
        }
    }

    public static void WriteRelease(Utf8JsonWriter json, string name, Release release)
    {
        json.WriteStartObject(name);
        json.WriteNumber("id", release.Id);
        json.WriteString("name", release.Name);
        json.WriteString("status", release.Status.ToString().ToLowerInvariant());
        json.WriteNumber("triesLeft", release.TriesLeft);
        json.WriteString("createdAt", release.CreatedAt);
        json.WriteString("requester", release.Requester);
        json.WriteString("request", release.Request);
        JsonLine.Reasons(json, release.Reasons);
        json.WriteStartArray("plugins");
        foreach (ReleasePlugin plugin in release.Plugins)
        {
            json.WriteStartObject();
            json.WriteString("plugin", plugin.PluginId);
            json.WriteString("version", plugin.Version.Version);
            json.WriteString("package", plugin.Version.PackageId);
            json.WriteStartObject("settings");
            foreach ((string key, string? value) in plugin.Settings)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Stages(Utf8JsonWriter json, IEnumerable<StageTime> stages)
    {
        json.WriteStartObject("stages");
        foreach (StageTime stage in stages)
        {
            json.WriteNumber(stage.Stage, Math.Round(stage.Duration.TotalMilliseconds, 2));
        }

        json.WriteEndObject();
    }

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
