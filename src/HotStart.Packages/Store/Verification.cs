using System.Security.Cryptography;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>Looks at all of a store: is everything there that was put into it, and as it was?</summary>
internal sealed class Verification(StoreCore core)
{
    private readonly List<Reason> _problems = [];
    private readonly List<string> _notes = [];

    public async Task<VerifyReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (string line in core.Database.Examine())
        {
            Problem($"The database says of itself: {line}");
        }

        List<StoredVersion> versions = [.. core.Database.Read(c => VersionRows.All(c, core.Paths))];
        int files = 0;
        long bytes = 0;
        foreach (StoredVersion version in versions.DistinctBy(v => v.Content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            PlacedContent expected = new(version.Content, [.. core.Database.Read(c => VersionRows.Files(c, version.Content))]);
            files += expected.Files.Length;
            bytes += expected.Bytes;
            foreach (string difference in ContentFolders.Differences(expected, core.Paths.ContentOf(version.Content)))
            {
                Problem($"{version.PluginId} {version.Version} ({core.Paths.ContentOf(version.Content)}): {difference}. Install it again, or go to a release without it.");
            }
        }

        foreach (StoredPackage package in versions.SelectMany(v => v.Packages).DistinctBy(p => p.Hash))
        {
            await LookAtAsync(package, cancellationToken).ConfigureAwait(false);
        }

        LookAtReleases();
        int unnamed = Directory.GetFileSystemEntries(core.Paths.Content).Length + Directory.GetFiles(core.Paths.Packages).Length
            - versions.DistinctBy(v => v.Content).Count() - versions.SelectMany(v => v.Packages).DistinctBy(p => p.Hash).Count();
        int working = Directory.GetFileSystemEntries(core.Paths.Incoming).Length;
        if (unnamed > 0 || working > 0)
        {
            _notes.Add($"{Math.Max(unnamed, 0) + working} files or folders belong to no version: left by a change that was broken off. 'hotstart gc' takes them away.");
        }

        return new VerifyReport([.. _problems], [.. _notes], versions.Count, files, bytes);
    }

    private async Task LookAtAsync(StoredPackage package, CancellationToken cancellationToken)
    {
        string path = core.Paths.PackageOf(package.Hash);
        if (!File.Exists(path))
        {
            Problem($"The package of {package.Id} {package.Version} is missing ({path}): it cannot be exported.");
            return;
        }

        await using FileStream stream = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        if (hash != package.Hash)
        {
            Problem($"The package of {package.Id} {package.Version} ({path}) has hash {hash[..12]}…; it had {package.Hash[..12]}…: it cannot be exported.");
        }
    }

    private void LookAtReleases()
    {
        (StoreState state, HashSet<long> known) = core.Database.Read(c =>
            (ReleaseRows.State(c), ReleaseRows.Newest(c, int.MaxValue).Select(r => r.Id).ToHashSet()));
        foreach ((string word, long id) in (IEnumerable<(string, long)>)[("active", state.Active), ("permanent", state.Permanent)])
        {
            if (!known.Contains(id))
            {
                Problem($"The {word} release is number {id}, which is not there.");
            }
        }

        if (known.Contains(state.Permanent) && !core.Database.Read(c => ReleaseRows.Get(c, core.Paths, state.Permanent)).IsPermanent)
        {
            Problem($"Release {state.Permanent} is to be gone back to and is not permanent.");
        }
    }

    private void Problem(string message) => _problems.Add(new Reason(StoreReasons.Damaged, message, core.Paths.Root));
}
