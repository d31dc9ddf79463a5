using System.Collections.Immutable;
using System.Text.Json;
using HotStart.Cli.Output;
using HotStart.Cli.Running;

namespace HotStart.Cli.Reports;

/// <summary>For scripts: one JSON object a line on standard output. The field names are stable.</summary>
internal sealed class JsonReport(ToolConsole console) : IRunReport
{
    public void Opened(PluginStatus plugin) => JsonLine.Write(console, "opened", json =>
    {
        json.WriteString("plugin", plugin.Id);
        json.WriteString("version", plugin.Version);
        json.WriteString("artifact", plugin.Artifact);
        Generation(json, plugin.ActiveGeneration);
    });

    public void Watching(PluginStatus plugin, string symbol)
    {
    }

    public void Modified(string file, PluginEvent change) => JsonLine.Write(console, "modified", json =>
    {
        json.WriteString("file", file);
        json.WriteString("artifact", change.Artifact);
        json.WriteString("version", change.Version);
        Generation(json, change.Generation);
        Milliseconds(json, change.Duration);
    });

    public void Called(string symbol, int? generation) => JsonLine.Write(console, "called", json => Call(json, symbol, generation));

    public string Render(object? value) => ValueText.Json(value);

    public void Item(string symbol, int? generation, string rendered) => JsonLine.Write(console, "item", json =>
    {
        Call(json, symbol, generation);
        json.WritePropertyName("value");
        json.WriteRawValue(rendered);
    });

    public void Result(string symbol, int? generation, string? rendered, TimeSpan took) => JsonLine.Write(console, "result", json =>
    {
        Call(json, symbol, generation);
        if (rendered is not null)
        {
            json.WritePropertyName("value");
            json.WriteRawValue(rendered);
        }

        Milliseconds(json, took);
    });

    public void Cancelled(string symbol, int? generation) => JsonLine.Write(console, "cancelled", json => Call(json, symbol, generation));

    public void Threw(string symbol, int? generation, CallFailure failure) => JsonLine.Write(console, "error", json =>
    {
        Call(json, symbol, generation);
        Failure(json, failure);
    });

    public void Refused(string plugin, string file, ImmutableArray<Reason> reasons, int? serving) => JsonLine.Write(console, "refused", json =>
    {
        json.WriteString("plugin", plugin);
        json.WriteString("file", file);
        JsonLine.Reasons(json, reasons);
        Generation(json, serving);
    });

    public void Misfit(string message) => JsonLine.Write(console, "error", json => json.WriteString("message", message));

    public void Happened(PluginEvent e) => JsonLine.Write(console, EventWords.Of(e.Kind), json =>
    {
        json.WriteString("plugin", e.PluginId);
        json.WriteString("message", e.Message);
        Generation(json, e.Generation);
        Milliseconds(json, e.Duration);
        if (!e.Reasons.IsEmpty)
        {
            JsonLine.Reasons(json, e.Reasons);
        }
    });

    public void Warned(string plugin, ImmutableArray<Reason> warnings) => JsonLine.Write(console, "warned", json =>
    {
        json.WriteString("plugin", plugin);
        JsonLine.Reasons(json, warnings);
    });

    public void Waiting(string message) => console.Note(message);

    public void Stopped() => JsonLine.Write(console, "stopped", _ => { });

    private static void Call(Utf8JsonWriter json, string symbol, int? generation)
    {
        json.WriteString("symbol", symbol);
        Generation(json, generation);
    }

    private static void Generation(Utf8JsonWriter json, int? generation)
    {
        if (generation is { } number)
        {
            json.WriteNumber("generation", number);
        }
    }

    private static void Milliseconds(Utf8JsonWriter json, TimeSpan? time)
    {
        if (time is { } known)
        {
            json.WriteNumber("ms", Math.Round(known.TotalMilliseconds, 3));
        }
    }

    private static void Failure(Utf8JsonWriter json, CallFailure failure)
    {
        json.WriteString("type", failure.Type);
        json.WriteString("message", failure.Message);
        json.WriteStartArray("stack");
        foreach (string frame in failure.Stack)
        {
            json.WriteStringValue(frame);
        }

        json.WriteEndArray();
        if (failure.Inner is { } inner)
        {
            json.WriteStartObject("inner");
            Failure(json, inner);
            json.WriteEndObject();
        }
    }
}
