using System.Collections.Immutable;
using NuGet.Configuration;
using NuGet.Protocol.Core.Types;

namespace HotStart.Packages.Feeds;

/// <summary>Feeds, credentials and package source mapping as <c>NuGet.Config</c> has them.</summary>
internal sealed class FeedSettings
{
    private readonly ISettings _settings;
    private readonly PackageSource[] _configured;
    private readonly PackageSourceMapping _mapping;
    private readonly string _root;

    /// <exception cref="PackageException">A file of the configuration cannot be read.</exception>
    public FeedSettings(string? root)
    {
        _root = Path.GetFullPath(root ?? Environment.CurrentDirectory);
        try
        {
            _settings = Settings.LoadDefaultSettings(_root);
            _configured = [.. PackageSourceProvider.LoadPackageSources(_settings)];
            _mapping = PackageSourceMapping.GetPackageSourceMapping(_settings);
        }
        catch (Exception e) when (e is NuGetConfigurationException or IOException or UnauthorizedAccessException or System.Xml.XmlException)
        {
            throw new PackageException("NuGet.Config", new Reason(ReasonCodes.Unreadable, $"NuGet.Config, as seen from '{_root}', cannot be read: {e.Message}"), e);
        }
    }

    /// <summary>All enabled feeds of the configuration, or those that are named.</summary>
    /// <exception cref="PackageException">One is neither configured nor an address nor a folder, or there is none.</exception>
    public ImmutableArray<FeedClient> Clients(PackageSourcesOptions options, SourceCacheContext cache)
    {
        ImmutableArray<FeedClient> clients = options.Feeds.IsEmpty
            ? [.. _configured.Where(s => s.IsEnabled).Select(s => new FeedClient(s, isConfigured: true, options, cache))]
            : [.. options.Feeds.Select(f => Client(f, options, cache))];
        return !clients.IsEmpty ? clients : throw new PackageException("NuGet.Config", new Reason(
            PackageReasonCodes.NoFeed, $"There is no feed to ask: NuGet.Config, as seen from '{_root}', enables none. Add one (dotnet nuget add source), or name one with --source."));
    }

    public FeedClient Client(string named, PackageSourcesOptions options, SourceCacheContext cache)
    {
        if (_configured.FirstOrDefault(s => s.Name.Equals(named, StringComparison.OrdinalIgnoreCase) || s.Source.TrimEnd('/').Equals(named.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return new FeedClient(known, isConfigured: true, options, cache);
        }

        if (named.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(named, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" or "file"
                ? new FeedClient(new PackageSource(named), isConfigured: false, options, cache)
                : throw Unknown(named, $"'{named}' is no address of a feed. Write it as https://server/v3/index.json.");
        }

        string folder = Path.GetFullPath(named, _root);
        bool isPath = named.AsSpan().IndexOfAny('/', '\\') >= 0 || named.StartsWith('.');
        return Directory.Exists(folder) || isPath
            ? new FeedClient(new PackageSource(folder), isConfigured: false, options, cache)
            : throw Unknown(named, $"There is no feed '{named}': it is neither in NuGet.Config ({string.Join(", ", _configured.Select(s => s.Name))}) nor an address nor a folder.");
    }

    /// <summary>Those of the feeds that may serve a package.</summary>
    /// <exception cref="PackageException">Package source mapping allows none.</exception>
    public ImmutableArray<FeedClient> Allowed(string id, ImmutableArray<FeedClient> clients)
    {
        if (!_mapping.IsEnabled)
        {
            return clients;
        }

        IReadOnlyList<string> names = _mapping.GetConfiguredPackageSources(id);
        ImmutableArray<FeedClient> allowed = [.. clients.Where(c => !c.IsConfigured || names.Contains(c.Feed.Name, StringComparer.OrdinalIgnoreCase))];
        return !allowed.IsEmpty ? allowed : throw new PackageException(id, new Reason(
            PackageReasonCodes.NoFeed,
            $"No feed may serve '{id}': packageSourceMapping in NuGet.Config gives it to {(names.Count == 0 ? "none" : string.Join(", ", names))}, and the feeds asked are {string.Join(", ", clients.Select(c => c.Feed.Name))}. Add a pattern for it."));
    }

    public string? ApiKey(Feed feed) => SettingsUtility.GetDecryptedValueForAddItem(_settings, ConfigurationConstants.ApiKeys, feed.Address);

    private static PackageException Unknown(string named, string message) => new(named, new Reason(PackageReasonCodes.NoFeed, message));
}
