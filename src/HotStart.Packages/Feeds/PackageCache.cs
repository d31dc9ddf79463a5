using System.Security.Cryptography;
using System.Text;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Feeds;

/// <summary>
/// A folder of packages named by their content. A file gets its name when it is whole; beside it small files say which package
/// of which feed has which content.
/// </summary>
internal sealed class PackageCache
{
    private const string Draft = ".partial";

    // Between the making of a file and its lock there is a moment in which nobody can tell that it is in use.
    private static readonly TimeSpan _abandoned = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly string _names;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public PackageCache(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _names = Path.Combine(_folder, "names");
        Directory.CreateDirectory(_names);
        RemoveDrafts();
    }

    /// <summary>The file of a package that is there whole, or null.</summary>
    public async Task<FetchedPackage?> FindAsync(PlannedPackage package, CancellationToken cancellationToken)
    {
        string name = NameFile(package);
        string? hash = package.Sha256 ?? (File.Exists(name) ? await File.ReadAllTextAsync(name, cancellationToken).ConfigureAwait(false) : null);
        if (hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigitLower) || !File.Exists(PathOf(hash)))
        {
            return null;
        }

        // A disk may lie, and so may somebody else: what is in the file decides, not its name.
        await using FileStream file = new(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false)) == hash
            ? new FetchedPackage(package, PathOf(hash), hash, WasThere: true)
            : null;
    }

    /// <summary>Fetches a package and keeps it, if it is what was planned.</summary>
    /// <exception cref="PackageException">The feed failed; or what came is another package, or has another hash than planned.</exception>
    public async Task<FetchedPackage> AddAsync(PlannedPackage package, Download download, CancellationToken cancellationToken)
    {
        string draft = Path.Combine(_folder, Guid.NewGuid().ToString("N") + Draft);
        try
        {
            string hash;
            await using (FileStream file = new(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                hash = await download.RunAsync(file, cancellationToken).ConfigureAwait(false);
            }

            await CheckAsync(package, draft, hash, cancellationToken).ConfigureAwait(false);
            File.Move(draft, PathOf(hash), overwrite: true);
            string name = Path.Combine(_folder, Guid.NewGuid().ToString("N") + Draft);
            await File.WriteAllTextAsync(name, hash, cancellationToken).ConfigureAwait(false);
            File.Move(name, NameFile(package), overwrite: true);
            return new FetchedPackage(package, PathOf(hash), hash, WasThere: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static async Task CheckAsync(PlannedPackage package, string draft, string hash, CancellationToken cancellationToken)
    {
        string subject = $"{package.Id} {package.Version}";
        if (package.Sha256 is { } planned && planned != hash)
        {
            throw new PackageException(subject, new Reason(
                PackageReasonCodes.HashMismatch, $"{subject} from '{package.Feed.Name}' has the SHA-256 {hash}; planned was {planned}. It changed in between: plan again."));
        }

        using PluginPackage opened = await OpenAsync(draft, subject, package.Feed, cancellationToken).ConfigureAwait(false);
        if (!opened.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase) || opened.Version != package.Version)
        {
            throw new PackageException(subject, new Reason(
                PackageReasonCodes.HashMismatch, $"The feed '{package.Feed.Name}' gave {opened.Id} {opened.Version} for {subject}. Tell whoever runs the feed."));
        }
    }

    // Reasons name the package, not the draft that nobody will find.
    private static async Task<PluginPackage> OpenAsync(string draft, string subject, Feed feed, CancellationToken cancellationToken)
    {
        try
        {
            return await PluginPackage.OpenAsync(draft, cancellationToken).ConfigureAwait(false);
        }
        catch (PackageException e)
        {
            throw new PackageException(
                subject,
                [.. e.Reasons.Select(r => r with { Message = r.Message.Replace(draft, $"{subject} from {feed.Name}", StringComparison.Ordinal), File = null })],
                e);
        }
    }

    private string PathOf(string hash) => Path.Combine(_folder, hash + ".nupkg");

    private string NameFile(PlannedPackage package)
    {
        string feed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(package.Feed.Address)))[..12];
        return Path.Combine(_names, $"{package.Id.ToLowerInvariant()}.{package.Version.ToNormalizedString().ToLowerInvariant()}.{feed}");
    }

    // What a killed process left behind. One that is being written is locked by its writer.
    private void RemoveDrafts()
    {
        foreach (string draft in Directory.EnumerateFiles(_folder, "*" + Draft))
        {
            try
            {
                if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(draft) < _abandoned)
                {
                    continue;
                }

                using FileStream free = new(draft, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(draft);
            }
            catch (IOException)
            {
                // Another process is at it.
            }
        }
    }
}
