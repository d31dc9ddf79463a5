using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HotStart.Cli.Running;

/// <summary>Values as text: what is one word stays one, objects and collections become JSON.</summary>
/// <remarks>
/// The serializer remembers types in static tables, which the library clears when a generation is retired. So call
/// this under the lease of the generation whose types the value has, never later.
/// </remarks>
internal static class ValueText
{
    /// <summary>What arguments are read with and results written with.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        IncludeFields = true,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool truth => truth ? "true" : "false",
        IFormattable plain when IsPlain(value) => plain.ToString(null, CultureInfo.InvariantCulture),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => Json(value).Trim('"'),
        char or Uri or Version => value.ToString()!,
        _ => Json(value),
    };

    public static string Json(object? value)
    {
        try
        {
            return JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), Options);
        }
        catch (NotSupportedException)
        {
            // A delegate, a type, a pointer: there is no JSON for it, but it can say what it is.
            return JsonSerializer.Serialize(value!.ToString(), Options);
        }
    }

    private static bool IsPlain(object value) =>
        value is Enum or decimal or Guid or TimeSpan or nint or nuint or Int128 or UInt128 or Half or System.Numerics.BigInteger
        || (value.GetType().IsPrimitive && value is not (bool or char));
}
