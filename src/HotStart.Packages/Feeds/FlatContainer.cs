using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using HotStart.Packages.Packing;
using NuGet.Common;
using NuGet.Packaging;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>
/// Packages of a v3 server by their addresses. NuGet's own helpers fetch a whole package to read its dependencies, and tell
/// nothing while they do; requests go through its HTTP source, with all that is configured for it.
/// </summary>
internal sealed class FlatContainer
{
    private readonly Uri _root;
    private readonly HttpSource _http;

    private FlatContainer(Uri root, HttpSource http)
    {
        _root = root;
        _http = http;
    }

    /// <exception cref="PackageException">The server has none.</exception>
    public static async Task<FlatContainer> OfAsync(FeedClient feed, SilenceLimit limit)
    {
        ServiceIndexResourceV3 index = await feed.NeedAsync<ServiceIndexResourceV3>(limit).ConfigureAwait(false);
        Uri root = index.GetServiceEntryUri(ServiceTypes.PackageBaseAddress) ?? throw new PackageException(feed.Feed.Name, new Reason(
            PackageReasonCodes.FeedFailed, $"The feed '{feed.Feed.Name}' ({feed.Feed.Address}) is no v3 server that gives packages (PackageBaseAddress). Name the address of its index.json."));
        return new FlatContainer(root, (await feed.NeedAsync<HttpSourceResource>(limit).ConfigureAwait(false)).HttpSource);
    }

    public Task<ImmutableArray<Packing.PackageDependency>> DependenciesAsync(string id, NuGetVersion version, SilenceLimit limit) => _http.ProcessResponseAsync(
        Request(id, version, ".nuspec"),
        async response =>
        {
            response.EnsureSuccessStatusCode();
            await using Stream stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            using XmlReader xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, Async = true });
            return Nuspec.For(new NuspecReader(await XDocument.LoadAsync(xml, LoadOptions.None, limit.Token).ConfigureAwait(false)).GetDependencyGroups());
        },
        NullLogger.Instance,
        limit.Token);

    public Task<T> PackageAsync<T>(string id, NuGetVersion version, Func<HttpResponseMessage, Task<T>> take, SilenceLimit limit) =>
        _http.ProcessResponseAsync(Request(id, version, $".{Lower(version)}.nupkg"), take, NullLogger.Instance, limit.Token);

    private HttpSourceRequest Request(string id, NuGetVersion version, string ending) =>
        new($"{_root.AbsoluteUri.TrimEnd('/')}/{id.ToLowerInvariant()}/{Lower(version)}/{id.ToLowerInvariant()}{ending}", NullLogger.Instance) { MaxTries = 1 };

    private static string Lower(NuGetVersion version) => version.ToNormalizedString().ToLowerInvariant();
}
