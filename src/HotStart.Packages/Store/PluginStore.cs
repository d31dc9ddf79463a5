using System.Collections.Immutable;
using System.Globalization;
using HotStart.Packages.Releases;
using NuGet.Versioning;

namespace HotStart.Packages.Store;

/// <summary>
/// Versions of plugins on a disk: installed, checked, gone back to, with a history of all that happened. Safe for use by several
/// threads; several processes may have the same store open, and take turns at changing it.
/// </summary>
public sealed class PluginStore : IDisposable
{
    private readonly StoreCore _core;
    private readonly bool _isView;

    private PluginStore(StoreCore core, bool isView = false)
    {
        _core = core;
        _isView = isView;
    }

    /// <summary>The folder of the store, in full.</summary>
    public string Folder => _core.Paths.Root;

    /// <summary>Whether it can be read only.</summary>
    public bool IsReadOnly => _core.Database.IsReadOnly;

    /// <summary>Rises with each write to the store, of this process or another: whoever shows it looks again when this has moved.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Changes => _core.Database.Read(ReleaseRows.State).Changes;

    internal StoreCore Core => _core;

    /// <summary>Opens a store, and makes it where there is none.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="StoreException">It cannot be read, or is of a newer HotStart.</exception>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static PluginStore Open(string folder, PluginStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new PluginStore(StoreCore.Open(folder, options));
    }

    /// <summary>The same store, whose history says of changes made through it that somebody else asked for them.</summary>
    /// <param name="requester">Who or what asks, instead of <see cref="PluginStoreOptions.Requester"/>.</param>
    /// <returns>A store that lives as long as this one; to dispose it does nothing.</returns>
    public PluginStore AskedBy(string requester)
    {
        ArgumentException.ThrowIfNullOrEmpty(requester);
        return new PluginStore(_core.For(requester), isView: true);
    }

    /// <summary>Makes a release with one plugin in a new version, fetched with what it depends on.</summary>
    /// <param name="id">The id of the plugin or its package.</param>
    /// <param name="range">Just a version (<c>1.2.0</c>), a range (<c>[1.2,2.0)</c>, <c>1.*</c>), or <see langword="null"/> for the newest.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up before the commit; nothing is changed then.</param>
    /// <exception cref="StoreException">The store is busy or cannot be written, or the range is malformed; nothing was changed.</exception>
    public Task<ChangeResult> InstallAsync(string id, string? range = null, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        VersionRange? wanted = range is null ? null : Wishes.RangeOf(range);
        return ChangeAsync(HistoryKind.Installed, range is null ? $"install {id}" : $"install {id}@{range}", options, w => w.Install(id, wanted), cancellationToken);
    }

    /// <summary>Makes a release with newer versions of some plugins, or all. Pins hold; what was set aside is not taken again.</summary>
    /// <param name="ids">The plugins; empty for all.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up before the commit; nothing is changed then.</param>
    /// <exception cref="StoreException">The store is busy or cannot be written; nothing was changed.</exception>
    public Task<ChangeResult> UpdateAsync(IReadOnlyCollection<string> ids, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ChangeAsync(HistoryKind.Installed, string.Join(' ', ids.Prepend("update")), options, w => w.Update(ids), cancellationToken);
    }

    /// <summary>Makes a release without a plugin.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up before the commit; nothing is changed then.</param>
    /// <exception cref="StoreException">The store is busy or cannot be written; nothing was changed.</exception>
    public Task<ChangeResult> RemoveAsync(string id, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return ChangeAsync(HistoryKind.Removed, $"remove {id}", options, w => w.Remove(id), cancellationToken);
    }

    /// <summary>Makes a release of just what a file says: versions and settings, all in one transaction.</summary>
    /// <param name="file">The set.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up before the commit; nothing is changed then.</param>
    /// <exception cref="StoreException">The store is busy or cannot be written; nothing was changed.</exception>
    public Task<ChangeResult> ApplyAsync(ReleaseFile file, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        options = (options ?? new ChangeOptions()) with { Name = options?.Name ?? file.Name };
        return ChangeAsync(HistoryKind.Applied, options.Name is null ? "apply" : $"apply {options.Name}", options, w => w.Apply(file), cancellationToken);
    }

    /// <summary>Makes an earlier release the active one, code and settings together. Asks no feed.</summary>
    /// <param name="to">Its name or number, or <see langword="null"/> for the one before.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up before the commit; nothing is changed then.</param>
    /// <exception cref="StoreException">There is no such release, or the store is busy or cannot be written.</exception>
    public Task<ChangeResult> RollbackAsync(string? to = null, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        new Rollback(_core, to, options ?? new ChangeOptions()).RunAsync(cancellationToken);

    /// <summary>Says that the active release has proven itself: it becomes permanent now.</summary>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <exception cref="StoreException">The store is busy or cannot be written.</exception>
    public Task<ChangeResult> CommitAsync(CancellationToken cancellationToken = default) => new Blessing(_core).ByRequestAsync(cancellationToken);

    /// <summary>Keeps updates of a plugin within a range.</summary>
    /// <param name="id">The plugin, which is active.</param>
    /// <param name="range">The range; <see langword="null"/> takes the pin away.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>The plugin and its range.</returns>
    /// <exception cref="StoreException">There is no such plugin, the range is malformed, or the store is busy or cannot be written.</exception>
    public async Task<(string PluginId, string? Range)> PinAsync(string id, string? range, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        string? normal = range is null ? null : Wishes.TextOf(Wishes.RangeOf(range));
        using StoreLock held = await _core.LockAsync($"pin {id}", cancellationToken).ConfigureAwait(false);
        Release active = _core.Active();
        string plugin = active.Find(id)?.PluginId
            ?? throw new StoreException(StoreReasons.Unknown, $"Release '{active.Name}' has no plugin '{id}'. It has: {string.Join(", ", active.Plugins.Select(p => p.PluginId).DefaultIfEmpty("none"))}.");
        _core.Database.Write($"pin {id}", connection =>
        {
            PinRows.Set(connection, plugin, normal);
            HistoryRows.Add(connection, _core.Record(HistoryKind.Pinned, $"pin {id}", "done", normal is null ? "no longer pinned" : $"pinned to {normal}") with { PluginId = plugin });
            return true;
        });
        return (plugin, normal);
    }

    /// <summary>What the store holds.</summary>
    /// <param name="releases">How many of the newest releases to list.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public StoreListing List(int releases = 10)
    {
        bool hasHost = _core.HasHost;
        return _core.Database.Read(c =>
        {
            StoreState state = ReleaseRows.State(c);
            return new StoreListing(
                ReleaseRows.Get(c, _core.Paths, state.Active),
                ReleaseRows.Get(c, _core.Paths, state.Permanent),
                [.. ReleaseRows.Newest(c, releases)],
                VersionRows.All(c, _core.Paths),
                PinRows.All(c).ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase),
                hasHost);
        });
    }

    /// <summary>The active plugins beside what the feeds have.</summary>
    /// <param name="options">Which feeds, or <see langword="null"/> for those of the store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">A feed failed.</exception>
    public async Task<ImmutableArray<OutdatedPlugin>> OutdatedAsync(ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ChangeOptions();
        using PackageSupply supply = new(_core, options.Sources.IsDefaultOrEmpty ? _core.Options.Sources : _core.Options.Sources with { Feeds = options.Sources }, null);
        Wishes wishes = new(_core, options);
        ImmutableArray<OutdatedPlugin>.Builder found = ImmutableArray.CreateBuilder<OutdatedPlugin>();
        foreach (ReleasePlugin plugin in _core.Active().Plugins)
        {
            NuGetVersion active = NuGetVersion.Parse(plugin.Version.Version);
            VersionRange? pin = wishes.PinOf(plugin.PluginId);
            NuGetVersion? newest = await wishes.NewestAsync(plugin, pin, supply, cancellationToken).ConfigureAwait(false);
            NuGetVersion? latest = pin is null ? newest : await wishes.NewestAsync(plugin, null, supply, cancellationToken).ConfigureAwait(false);
            found.Add(new OutdatedPlugin(
                plugin.PluginId,
                plugin.Version.Version,
                newest > active ? newest.ToNormalizedString() : plugin.Version.Version,
                latest?.ToNormalizedString(),
                pin is null ? null : Wishes.TextOf(pin)));
        }

        return found.ToImmutable();
    }

    /// <summary>What happened, newest first.</summary>
    /// <param name="id">One plugin, or <see langword="null"/> for all.</param>
    /// <param name="most">How many records at most.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ImmutableArray<HistoryRecord> History(string? id = null, int most = 100) =>
        _core.Database.Read(c => HistoryRows.Latest(c, id is null ? null : VersionRows.Of(c, _core.Paths, id).LastOrDefault()?.PluginId ?? id, most));

    /// <summary>A release with its plugins, or <see langword="null"/> where there is none of that name.</summary>
    /// <param name="nameOrNumber">Its name or number.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Release? FindRelease(string nameOrNumber) => _core.Database.Read(c => ReleaseRows.Find(c, _core.Paths, nameOrNumber));

    /// <summary>Deletes what no release refers to.</summary>
    /// <param name="keep">How many of the newest releases to keep; <see langword="null"/> for all. The active and the permanent one stay in any case.</param>
    /// <param name="dryRun">Whether only to tell what would go.</param>
    /// <param name="cancellationToken">Gives up; what is gone is gone, what is left goes with the next clean-up.</param>
    /// <exception cref="StoreException">The store is busy or cannot be written.</exception>
    public Task<GarbageReport> CollectGarbageAsync(int? keep = null, bool dryRun = false, CancellationToken cancellationToken = default) =>
        new Garbage(_core).CollectAsync(keep, dryRun, cancellationToken);

    /// <summary>Reads all files of all versions and compares them with what was installed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreException">It cannot be read at all.</exception>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancellationToken = default) => new Verification(_core).RunAsync(cancellationToken);

    /// <summary>Writes a release with its packages into one file, for a machine without a feed.</summary>
    /// <param name="file">The file; it is overwritten.</param>
    /// <param name="release">Its name or number, or <see langword="null"/> for the active one.</param>
    /// <param name="cancellationToken">Gives up; the file is not there then.</param>
    /// <returns>The release and the size of the file in bytes.</returns>
    /// <exception cref="StoreException">There is no such release, or something cannot be read or written.</exception>
    public async Task<(Release Release, long Bytes)> ExportAsync(string file, string? release = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        Release exported = release is null ? _core.Active()
            : FindRelease(release) ?? throw new StoreException(StoreReasons.Unknown, $"There is no release '{release}'. 'hotstart list' shows them.");
        return (exported, await Bundle.WriteAsync(_core, exported, Path.GetFullPath(file), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes a release of what an exported file holds, with all checks that packages from a feed get.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults. No feed is asked.</param>
    /// <param name="cancellationToken">Gives up before the commit; nothing is changed then.</param>
    /// <exception cref="StoreException">The file is damaged, or the store is busy or cannot be written.</exception>
    public async Task<ChangeResult> ImportAsync(string file, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        string feed = Directory.CreateTempSubdirectory("hotstart-import-").FullName;
        try
        {
            ReleaseFile release = await Bundle.OpenAsync(Path.GetFullPath(file), feed, options?.Progress, cancellationToken).ConfigureAwait(false);
            string? name = options?.Name ?? release.Name;
            bool isFree = name is not null && !name.All(char.IsAsciiDigit) && FindRelease(name) is null;
            options = (options ?? new ChangeOptions()) with { Sources = [feed], Name = isFree ? name : null };
            return await ChangeAsync(
                HistoryKind.Applied, string.Create(CultureInfo.InvariantCulture, $"import {Path.GetFileName(file)}"), options, w => w.Apply(release), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(feed, recursive: true);
        }
    }

    /// <summary>Closes the store.</summary>
    public void Dispose()
    {
        if (!_isView)
        {
            _core.Dispose();
        }
    }

    private Task<ChangeResult> ChangeAsync(
        HistoryKind kind, string request, ChangeOptions? options, Func<Wishes, StoreChange.Wish> wish, CancellationToken cancellationToken)
    {
        options ??= new ChangeOptions();
        return new StoreChange(_core, kind, request, options).RunAsync(wish(new Wishes(_core, options)), cancellationToken);
    }
}
