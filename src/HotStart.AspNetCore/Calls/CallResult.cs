using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Calls;

/// <summary>Writes what a function returned, under the lease of the generation whose types it has.</summary>
internal static class CallResult
{
    /// <summary>What it remembers of types is cleared when their generation is retired.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        IncludeFields = true,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        Converters = { new JsonStringEnumConverter() },
    };

    public static async ValueTask<bool> WriteAsync(HttpContext http, object? value, Type type, CancellationToken cancellationToken)
    {
        if (type == typeof(void))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return true;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        if (value is not null && IsStream(value.GetType()))
        {
            await JsonSerializer.SerializeAsync(http.Response.Body, value, value.GetType(), Json, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // Whole before the first byte: what cannot be written must end in an error and not in half an answer.
        byte[] whole = JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), Json);
        http.Response.ContentLength = whole.Length;
        await http.Response.Body.WriteAsync(whole, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static bool IsStream(Type type) => type.GetInterfaces()
        .Any(i => i.IsConstructedGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
}
