using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HotStart.AspNetCore.StatusPage;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Packages.Requests;

/// <summary>
/// Reads what a call says: a JSON object, or the fields of a form, and in both cases the query. A field that the call does not know is
/// an error: who writes <c>dryrun</c> for <c>dryRun</c> must not get the real thing.
/// </summary>
internal static class RequestReader
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <exception cref="BadStoreRequestException">It does not say what the call takes.</exception>
    /// <exception cref="BadHttpRequestException">The body is too large, or broke off.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        try
        {
            JsonObject said = await BodyAsync(context, type).ConfigureAwait(false);
            foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Query)
            {
                Put(said, type, name, [.. values.OfType<string>()]);
            }

            // What was left empty says nothing: a form has all its fields.
            foreach (string empty in said.Where(f => f.Value is JsonValue v && v.TryGetValue(out string? text) && text.Length == 0).Select(f => f.Key).ToArray())
            {
                said.Remove(empty);
            }

            return said.Deserialize(type) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            string known = string.Join(", ", type.Properties.Select(p => p.Name).DefaultIfEmpty("nothing"));
            throw new BadStoreRequestException($"The call does not say what it should: {e.Message.TrimEnd('.')}. Expected is a JSON object, or a form, with: {known}.");
        }
    }

    private static async Task<JsonObject> BodyAsync(HttpContext context, JsonTypeInfo type)
    {
        if (context.Request.HasFormContentType)
        {
            JsonObject said = [];
            foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false))
            {
                if (name != FormFields.Token)
                {
                    Put(said, type, name, [.. values.OfType<string>()]);
                }
            }

            return said;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        if (body.Length == 0)
        {
            return [];
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new FormatException($"its Content-Type is '{context.Request.ContentType}' and must be 'application/json'");
        }

        return JsonNode.Parse(body.GetBuffer().AsSpan(0, (int)body.Length), null, _strict) as JsonObject ?? throw new JsonException("it is no object");
    }

    private static void Put(JsonObject said, JsonTypeInfo type, string name, string[] values)
    {
        JsonPropertyInfo property = type.Properties.FirstOrDefault(p => p.Name == name) ?? throw new FormatException($"it has no '{name}'");
        JsonNode? value = property.PropertyType == typeof(string[])
            ? new JsonArray([.. values.Where(v => v.Length > 0).Select(v => (JsonNode)JsonValue.Create(v))])
            : values.Length != 1
            ? throw new FormatException($"'{name}' stands there {values.Length} times")
            : values[0].Length == 0
            ? null
            : One(property.PropertyType, name, values[0]);
        if (value is not null)
        {
            said[name] = value;
        }
    }

    private static JsonNode? One(Type type, string name, string value) =>
        type == typeof(bool)
            ? bool.TryParse(value, out bool flag) ? JsonValue.Create(flag) : throw new FormatException($"'{name}' is '{value}' and must be true or false")
            : type == typeof(int?)
            ? int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? JsonValue.Create(number) : throw new FormatException($"'{name}' is '{value}' and must be a number")
            : type == typeof(JsonElement)
            ? JsonNode.Parse(value, null, _strict)
            : JsonValue.Create(value);
}
