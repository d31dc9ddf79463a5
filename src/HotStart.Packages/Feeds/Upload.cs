using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using HotStart.Packages.Packing;
using NuGet.Common;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using ClientPolicyContext = NuGet.Packaging.Signing.ClientPolicyContext;

namespace HotStart.Packages.Feeds;

/// <summary>Publishes one package to one feed.</summary>
internal sealed class Upload(FeedClient feed, PluginPackage package, string? apiKey, IProgress<TransferProgress>? progress)
{
    private readonly string _what = $"{package.Id} {package.Version.ToNormalizedString()}";

    /// <exception cref="PackageException">The feed has this version, refused it, or failed.</exception>
    public Task RunAsync(CancellationToken cancellationToken) => feed.IsFolder
        ? ToFolderAsync(cancellationToken)
        : feed.AskAsync(ToServerAsync, cancellationToken);

    private async Task ToFolderAsync(CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(feed.Feed.Address);
        Directory.CreateDirectory(root);
        if (await feed.FileAsync(package.Id, package.Version, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw There();
        }

        if (FeedTypeUtility.GetFeedType(feed.Repository.PackageSource) == FeedType.FileSystemV3)
        {
            PackageExtractionContext extraction = new(
                PackageSaveMode.Defaultv3, XmlDocFileSaveMode.None, ClientPolicyContext.GetClientPolicy(NullSettings.Instance, NullLogger.Instance), NullLogger.Instance);
            await OfflineFeedUtility.AddPackageToSource(
                new OfflineFeedAddContext(package.Path, root, NullLogger.Instance, throwIfSourcePackageIsInvalid: true, throwIfPackageExistsAndInvalid: true, throwIfPackageExists: true, extraction),
                cancellationToken).ConfigureAwait(false);
            return;
        }

        // Whoever lists the folder sees the whole package or none.
        string draft = Path.Combine(root, $".{Guid.NewGuid():N}.partial");
        try
        {
            await using (FileStream target = new(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                using ProgressContent content = new(package, _what, progress, null);
                await content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            }

            File.Move(draft, Path.Combine(root, $"{package.Id}.{package.Version.ToNormalizedString()}.nupkg"), overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private async Task<bool> ToServerAsync(SilenceLimit limit)
    {
        ServiceIndexResourceV3 index = await feed.NeedAsync<ServiceIndexResourceV3>(limit).ConfigureAwait(false);
        Uri publish = index.GetServiceEntryUri(ServiceTypes.PackagePublish) ?? throw new PackageException(feed.Feed.Name, new Reason(
            PackageReasonCodes.FeedFailed, $"The feed '{feed.Feed.Name}' ({feed.Feed.Address}) takes no packages (its index has no PackagePublish). Push to another one."));
        HttpSource http = (await feed.NeedAsync<HttpSourceResource>(limit).ConfigureAwait(false)).HttpSource;

        // Made anew for each try: after a refusal the credentials are sent along.
        HttpSourceRequest request = new(() => Request(publish, limit)) { MaxTries = 1, RequestTimeout = Timeout.InfiniteTimeSpan };
        return await http.ProcessResponseAsync(
            request,
            response =>
            {
                if (response.StatusCode == HttpStatusCode.Conflict)
                {
                    throw There();
                }

                response.EnsureSuccessStatusCode();
                return Task.FromResult(true);
            },
            NullLogger.Instance,
            limit.Token).ConfigureAwait(false);
    }

    private HttpRequestMessage Request(Uri publish, SilenceLimit limit)
    {
        HttpRequestMessage request = HttpRequestMessageFactory.Create(HttpMethod.Put, publish, new HttpRequestMessageConfiguration(NullLogger.Instance, promptOn403: false));
        ProgressContent file = new(package, _what, progress, limit);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content = new MultipartFormDataContent { { file, "package", "package.nupkg" } };
        if (apiKey is not null)
        {
            request.Headers.Add(ProtocolConstants.ApiKeyHeader, apiKey);
        }

        request.Headers.TransferEncodingChunked = false;
        return request;
    }

    private PackageException There() => new(_what, new Reason(
        PackageReasonCodes.AlreadyThere,
        $"The feed '{feed.Feed.Name}' has {_what} already. A version never changes: give the package a new one."));
}
