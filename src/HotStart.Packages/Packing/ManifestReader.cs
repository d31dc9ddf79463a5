using System.Collections.Immutable;
using System.Text.Json;
using HotStart.Flow.Checks;
using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>Reads a manifest whose bytes may be anything.</summary>
internal static class ManifestReader
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="package">What reasons call the package.</param>
    /// <param name="json">The bytes of the manifest.</param>
    /// <param name="reasons">Gets all that is wrong.</param>
    /// <returns>The manifest, or null where anything is wrong.</returns>
    public static PluginManifest? Read(string package, byte[] json, ICollection<Reason> reasons)
    {
        ManifestText text;
        try
        {
            text = JsonSerializer.Deserialize(json, ManifestJson.Default.ManifestText) ?? throw new JsonException("It holds null");
        }
        catch (JsonException e)
        {
            Add($"is not readable JSON: {e.Message.TrimEnd('.')}");
            return null;
        }

        if (text.Schema is > PluginManifest.CurrentSchema)
        {
            reasons.Add(new Reason(
                PackageReasonCodes.ManifestTooNew,
                $"'{package}' has a manifest of schema {text.Schema}; this HotStart reads up to {PluginManifest.CurrentSchema}. Update the host, or take a package for it.",
                package));
            return null;
        }

        int before = reasons.Count;
        Require(text.Schema is >= 1, "has no 'schema' of 1 or more");
        Require(text.Id is { } id && IdentityCheck.IsValid(id), "has no valid plugin 'id'");
        Require(NuGetVersion.TryParse(text.Version, out NuGetVersion? version), "has no valid 'version'");
        Require(text.Main is { } main && EntryRules.Problem(main) is null && main.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && main.Contains('/', StringComparison.Ordinal), "has no 'main' that is the path of a DLL");
        Require(text.TargetFramework is { Length: > 0 and < 64 }, "has no 'targetFramework'");
        Require(text.Host is null || VersionRange.TryParse(text.Host, out _), $"has the 'host' range '{text.Host}', which is none; write it as [0.1.0, 1.0.0)");
        Require((text.Contracts ?? []).All(c => c is { Assembly.Length: > 0, Version.Length: > 0, Type.Length: > 0 } && Version.TryParse(c.Version, out _)), "has a 'contracts' entry without type, assembly or version");
        Require((text.Symbols ?? []).All(s => s is { Name.Length: > 0, Kind.Length: > 0, Signature: not null }), "has a 'symbols' entry without name, kind or signature");
        Require((text.RuntimeAssets ?? []).All(a => a is { Path.Length: > 0, Platform.Length: > 0 }), "has a 'runtimeAssets' entry without path or platform");
        Require((text.Files ?? []).All(f => f.Value is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)), "has a 'files' entry whose hash is no SHA-256 in lower-case hex");
        if (reasons.Count > before)
        {
            return null;
        }

        return new PluginManifest
        {
            Schema = text.Schema!.Value,
            Id = text.Id!,
            Version = version!.ToNormalizedString(),
            Main = text.Main!,
            TargetFramework = text.TargetFramework!,
            Host = text.Host,
            Contracts = [.. (text.Contracts ?? [])!],
            Symbols = [.. (text.Symbols ?? [])!],
            RuntimeAssets = [.. (text.RuntimeAssets ?? [])!],
            Files = (text.Files ?? []).ToImmutableSortedDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal),
        };

        void Require(bool fits, string what)
        {
            if (!fits)
            {
                Add(what);
            }
        }

        void Add(string what) => reasons.Add(new Reason(
            PackageReasonCodes.ManifestInvalid, $"The manifest {PluginManifest.FileName} of '{package}' {what}. Pack the plugin again.", package));
    }
}
