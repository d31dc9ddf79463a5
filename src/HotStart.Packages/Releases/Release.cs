using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace HotStart.Packages.Releases;

/// <summary>A named set of plugin versions and their settings that go live together. Its set never changes; its status does.</summary>
public sealed record Release
{
    /// <summary>Its number; rises with each release of a store.</summary>
    public required long Id { get; init; }

    /// <summary>Its name; its number where nobody named it.</summary>
    public required string Name { get; init; }

    /// <summary>How far it has come.</summary>
    public required ReleaseStatus Status { get; init; }

    /// <summary>How many processes may still die of it before it is set aside.</summary>
    public required int TriesLeft { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who or what asked for it.</summary>
    public required string Requester { get; init; }

    /// <summary>What was asked, as in <c>install pricing@1.1</c>.</summary>
    public required string Request { get; init; }

    /// <summary>The release that was active when it was made.</summary>
    public required long Base { get; init; }

    /// <summary>Why it was refused or set aside; empty where it was not.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    /// <summary>Its plugins, by id.</summary>
    public required ImmutableArray<ReleasePlugin> Plugins { get; init; }

    /// <summary>Whether it may be gone back to by itself.</summary>
    public bool IsPermanent => Status == ReleaseStatus.Permanent;

    /// <summary>The plugin of this id, or <see langword="null"/>.</summary>
    /// <param name="id">The id of the plugin or of its package; case does not matter.</param>
    public ReleasePlugin? Find(string id) =>
        Plugins.FirstOrDefault(p => p.PluginId.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? Plugins.FirstOrDefault(p => p.Version.PackageId.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same set gives the same text.</summary>
    internal static string FingerprintOf(IEnumerable<ReleasePlugin> plugins)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReleasePlugin plugin in plugins.OrderBy(p => p.PluginId, StringComparer.OrdinalIgnoreCase))
        {
            Add(plugin.PluginId.ToUpperInvariant());
            Add(plugin.Version.Content);
            foreach ((string key, string? value) in plugin.Settings)
            {
                Add(key);
                Add(value is null ? "-" : "+" + value);
            }

            Add("");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text)
        {
            // With its length: no two sets give the same bytes.
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
