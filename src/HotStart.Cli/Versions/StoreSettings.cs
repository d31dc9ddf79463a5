using System.Collections.Immutable;
using System.Text.Json;
using HotStart.Packages.Store;
using HotStart.Packages.Trust;

namespace HotStart.Cli.Versions;

/// <summary>Where the store is and whose packages are taken, where the command line does not say: environment, then <c>appsettings.json</c> here.</summary>
internal static class StoreSettings
{
    public const string Variable = "HOTSTART_STORE";
    private const string FileName = "appsettings.json";

    /// <exception cref="StoreException">The settings cannot be read.</exception>
    public static string Folder(string? named)
    {
        if (named is not null)
        {
            return named;
        }

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
        {
            return variable;
        }

        using JsonDocument? settings = Read();
        return Section(settings)?.TryGetProperty("Store", out JsonElement store) == true && store.ValueKind == JsonValueKind.String
            ? store.GetString()!
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "hotstart", "store");
    }

    /// <exception cref="StoreException">The settings cannot be read.</exception>
    public static TrustOptions Trust()
    {
        using JsonDocument? settings = Read();
        if (Section(settings)?.TryGetProperty("Trust", out JsonElement trust) != true || trust.ValueKind != JsonValueKind.Object)
        {
            return new TrustOptions();
        }

        TrustOptions options = new();
        foreach (JsonProperty property in trust.EnumerateObject())
        {
            options = property.Name.ToUpperInvariant() switch
            {
                "MODE" when Enum.TryParse(property.Value.GetString(), ignoreCase: true, out TrustMode mode) => options with { Mode = mode },
                "HASHES" => options with { Hashes = Texts(property.Value) },
                "CERTIFICATES" => options with { Certificates = Texts(property.Value) },
                "LOCKFILE" => options with { LockFile = property.Value.GetString() },
                _ => throw Bad($"HotStart:Trust:{property.Name} is {property.Value}. It has: Mode (any, listed, signed), Hashes, Certificates, LockFile."),
            };
        }

        return options;
    }

    private static ImmutableArray<string> Texts(JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? [.. array.EnumerateArray().Select(e => e.GetString() ?? "")]
        : throw Bad($"{array} should be a list.");

    private static JsonElement? Section(JsonDocument? settings) =>
        settings?.RootElement.ValueKind == JsonValueKind.Object && settings.RootElement.TryGetProperty("HotStart", out JsonElement section) && section.ValueKind == JsonValueKind.Object
            ? section
            : null;

    private static JsonDocument? Read()
    {
        try
        {
            return File.Exists(FileName)
                ? JsonDocument.Parse(File.ReadAllBytes(FileName), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Bad(e.Message);
        }
    }

    private static StoreException Bad(string what) =>
        new(StoreReasons.Unreadable, $"'{Path.GetFullPath(FileName)}' could not be used: {what}");
}
