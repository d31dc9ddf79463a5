using System.Collections.Immutable;
using System.Text.Json;
using HotStart.Packages.Packing;
using NuGet.Versioning;

namespace HotStart.Packages.Trust;

/// <summary>
/// Hashes of packages by id and version, kept in a file that belongs into version control. What was locked must come with the
/// same content ever after. Immutable.
/// </summary>
public sealed class PackageLock
{
    private const int CurrentSchema = 1;
    private readonly ImmutableSortedDictionary<string, string> _hashes;

    private PackageLock(ImmutableSortedDictionary<string, string> hashes) => _hashes = hashes;

    /// <summary>Locks nothing.</summary>
    public static PackageLock Empty { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>How many packages are locked.</summary>
    public int Count => _hashes.Count;

    /// <summary>Reads a lock file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="PackageException">It is missing or malformed.</exception>
    public static PackageLock Read(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        try
        {
            LockText text = JsonSerializer.Deserialize(File.ReadAllBytes(file), LockJson.Default.LockText) ?? throw new JsonException("It holds null");
            return text.Schema is not CurrentSchema ? throw new JsonException($"Its schema is {text.Schema}; this HotStart reads {CurrentSchema}")
                : text.Packages is not { } packages ? throw new JsonException("It has no 'packages'")
                : packages.FirstOrDefault(p => p.Value is null || !TrustOptions.IsHash(p.Value)).Key is { } odd ? throw new JsonException($"'{odd}' has no SHA-256")
                : new PackageLock(packages.ToImmutableSortedDictionary(p => p.Key, p => TrustOptions.Plain(p.Value!), StringComparer.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PackageException(file, new Reason(ReasonCodes.Unreadable, $"The lock file '{file}' cannot be read: {e.Message.TrimEnd('.')}. Nothing is installed without it.", file), e);
        }
    }

    /// <summary>The hash that is locked, as lower-case hex, or <see langword="null"/>.</summary>
    /// <param name="id">The package.</param>
    /// <param name="version">Its version.</param>
    public string? Find(string id, NuGetVersion version) => _hashes.GetValueOrDefault(Key(id, version));

    /// <summary>The same with these packages locked as they are.</summary>
    /// <param name="packages">The packages.</param>
    public PackageLock With(IEnumerable<PluginPackage> packages)
    {
        ArgumentNullException.ThrowIfNull(packages);
        return new PackageLock(_hashes.SetItems(packages.Select(p => KeyValuePair.Create(Key(p.Id, p.Version), p.Sha256))));
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        string draft = $"{file}.{Guid.NewGuid():N}.partial";
        try
        {
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(
                new LockText { Schema = CurrentSchema, Packages = new SortedDictionary<string, string?>(_hashes.ToDictionary(h => h.Key, h => (string?)h.Value), StringComparer.Ordinal) },
                LockJson.Default.LockText));
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string Key(string id, NuGetVersion version) => $"{id.ToLowerInvariant()}/{version.ToNormalizedString().ToLowerInvariant()}";
}
