using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HotStart.Cli.Output;

/// <summary>One JSON object on one line.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="console">Where it goes.</param>
    /// <param name="event">What sort of line it is: the first field of each.</param>
    /// <param name="fields">Writes the other fields.</param>
    public static void Write(ToolConsole console, string @event, Action<Utf8JsonWriter> fields)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteString("event", @event);
            fields(json);
            json.WriteEndObject();
        }

        console.Line(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>A line for which there is a type, shared with the calls of a web host.</summary>
    public static void Write<T>(ToolConsole console, T line, JsonTypeInfo<T> type)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, _options))
        {
            JsonSerializer.Serialize(json, line, type);
        }

        console.Line(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    public static void Reasons(Utf8JsonWriter json, IEnumerable<Reason> reasons, string name = "reasons")
    {
        json.WriteStartArray(name);
        foreach (Reason reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("message", reason.Message);
            json.WriteString("file", reason.File);
            if (reason.Diagnostic is { } diagnostic)
            {
                Diagnostic(json, diagnostic);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Diagnostic(Utf8JsonWriter json, SourceDiagnostic diagnostic)
    {
        json.WriteStartObject("diagnostic");
        json.WriteString("file", diagnostic.File);
        json.WriteNumber("line", diagnostic.Line);
        json.WriteNumber("column", diagnostic.Column);
        json.WriteNumber("length", diagnostic.Length);
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.IsError ? "error" : "warning");
        json.WriteString("message", diagnostic.Message);
        json.WriteString("sourceLine", diagnostic.SourceLine);
        json.WriteEndObject();
    }
}
