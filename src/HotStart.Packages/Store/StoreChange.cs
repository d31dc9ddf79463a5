using System.Collections.Immutable;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>
/// One change of what is active, from the wish to the record: plan → fetch → judge → place → commit → wait for the host. Before
/// the commit nothing has happened, after it all has.
/// </summary>
internal sealed class StoreChange(StoreCore core, HistoryKind kind, string request, ChangeOptions options)
{
    private const int MostAttempts = 5;

    private readonly StageLaps _laps = new(core.Time);

    /// <summary>Gives the whole set that is to be active, for the release that is.</summary>
    public delegate Task<IReadOnlyList<WantedPlugin>> Wish(Release active, PackageSupply supply, CancellationToken cancellationToken);

    public async Task<ChangeResult> RunAsync(Wish wish, CancellationToken cancellationToken)
    {
        PackageSourcesOptions sources = options.Sources.IsDefaultOrEmpty ? core.Options.Sources : core.Options.Sources with { Feeds = options.Sources };
        using PackageSupply supply = new(core, sources, options.Progress);
        for (int attempt = 1; ; attempt++)
        {
            Release active = core.Active();
            IReadOnlyList<WantedPlugin> wanted = [];
            try
            {
                wanted = await wish(active, supply, cancellationToken).ConfigureAwait(false);
                _laps.Lap("fetch");
                if (await TryAsync(active, wanted, attempt < MostAttempts, cancellationToken).ConfigureAwait(false) is { } result)
                {
                    return result;
                }
            }
            catch (PackageException e)
            {
                return Refused(active, e.Reasons);
            }
            catch (Exception e) when (StoreErrors.IsOfDisk(e))
            {
                throw StoreErrors.Explain(e, request, core.Paths);
            }
            finally
            {
                foreach (WantedPlugin plugin in wanted)
                {
                    plugin.Arrived?.Dispose();
                }
            }
        }
    }

    /// <returns>Null where another process changed the store meanwhile: what was planned is planned anew.</returns>
    private async Task<ChangeResult?> TryAsync(Release active, IReadOnlyList<WantedPlugin> wanted, bool mayRepeat, CancellationToken cancellationToken)
    {
        HashSet<(string, string)> failed = core.Database.Read(FailedVersions.All);
        ChangeSketch sketch = ChangeSketch.Of(active, wanted, failed, options.Retry);
        if (sketch.Plan.IsEmpty && sketch.Reasons.IsEmpty)
        {
            return Result(ChangeOutcome.Unchanged, active, sketch.Plan, "Nothing to do: what was asked for is active already.");
        }

        ImmutableArray<Reason> reasons = options.Name is { } name ? [.. sketch.Reasons, .. AgainstName(name)] : sketch.Reasons;
        if (!reasons.IsEmpty)
        {
            return Refused(active, reasons, sketch.Plan);
        }

        Placement placement = new(core, active, options);
        if (options.DryRun)
        {
            await JudgeAsync(placement, sketch, wanted, place: false, cancellationToken).ConfigureAwait(false);
            ImmutableArray<PlannedChange> plan = WithBreaks(sketch.Plan, placement);
            return Result(ChangeOutcome.Planned, active, plan, $"Would do: {Words(plan)}.") with { Next = "Nothing was written. The same without --dry-run does it." };
        }

        Release release;
        long before;
        using (await core.LockAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (core.Active().Id != active.Id)
            {
                return mayRepeat ? null : throw new StoreException(StoreReasons.Busy, $"The store '{core.Paths.Root}' was changed by others each time that '{request}' was about to be done. Try again.");
            }

            List<(StoredVersion, PlacedContent?)> versions = await JudgeAsync(placement, sketch, wanted, place: true, cancellationToken).ConfigureAwait(false);
            _laps.Lap("place");
            before = core.Database.Read(HistoryRows.Newest);
            release = core.Database.Write(request, connection => Commit(connection, active, wanted, versions, WithBreaks(sketch.Plan, placement)));
            FaultPoints.Reach(FaultPoint.Committed);
            _laps.Lap("commit");
        }

        return await FinishAsync(release, active, WithBreaks(sketch.Plan, placement), before, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<(StoredVersion, PlacedContent?)>> JudgeAsync(
        Placement placement, ChangeSketch sketch, IReadOnlyList<WantedPlugin> wanted, bool place, CancellationToken cancellationToken)
    {
        List<(StoredVersion, PlacedContent?)> versions = [];
        foreach (WantedPlugin plugin in wanted)
        {
            if (plugin.Arrived is not { } arrived)
            {
                PlannedKind? kind = sketch.Plan.FirstOrDefault(p => p.PluginId.Equals(plugin.PluginId, StringComparison.OrdinalIgnoreCase))?.Kind;
                if (kind is PlannedKind.Install or PlannedKind.Update)
                {
                    await placement.CheckAsync(plugin.Stored!, cancellationToken).ConfigureAwait(false);
                }

                versions.Add((plugin.Stored!, null));
            }
            else if (place)
            {
                (StoredVersion version, PlacedContent content) = await placement.PlaceAsync(arrived, cancellationToken).ConfigureAwait(false);
                versions.Add((version, content));
            }
            else
            {
                await placement.TryAsync(arrived, cancellationToken).ConfigureAwait(false);
            }
        }

        return versions;
    }

    private IEnumerable<Reason> AgainstName(string name) =>
        name.All(char.IsAsciiDigit) ? [new Reason(StoreReasons.BadReleaseFile, $"'{name}' is a number; releases are found by theirs. Give it a name with a letter in it.")]
        : core.Database.Read(c => ReleaseRows.Find(c, core.Paths, name)) is { } other
            ? [new Reason(StoreReasons.BadReleaseFile, $"There is a release '{other.Name}' already, of {other.CreatedAt:yyyy-MM-dd HH:mm}Z, and releases never change. Give the new one another name.")]
        : [];

    /// <summary>THE change: one transaction.</summary>
    private Release Commit(
        SqliteConnection connection, Release active, IReadOnlyList<WantedPlugin> wanted, List<(StoredVersion Version, PlacedContent? Content)> versions, ImmutableArray<PlannedChange> plan)
    {
        if (ReleaseRows.State(connection).Active != active.Id)
        {
            throw new StoreException(StoreReasons.Busy, $"The store '{core.Paths.Root}' was changed by others while '{request}' was under way. Try again.");
        }

        ImmutableArray<ReleasePlugin> plugins = [.. wanted.Select((w, i) => new ReleasePlugin(
            versions[i].Content is { } content ? versions[i].Version with { Id = VersionRows.Add(connection, core.Paths, versions[i].Version, content.Files) } : versions[i].Version,
            w.Settings))];
        if (!options.Retry && ReleaseRows.Failed(connection, Release.FingerprintOf(plugins)) is [var failed, ..])
        {
            throw new PackageException(request, new Reason(StoreReasons.Quarantined, $"This set of versions and settings was release '{failed.Name}', which was set aside: {string.Join(" ", failed.Reasons.Select(r => r.Message))} Change the set, or say --retry to try it again."));
        }

        if (active.Status == ReleaseStatus.Current)
        {
            ReleaseRows.SetStatus(connection, active.Id, ReleaseStatus.Superseded);
        }

        long id = ReleaseRows.Add(connection, new Release
        {
            Id = 0,
            Name = options.Name ?? "",
            Status = ReleaseStatus.Current,
            TriesLeft = core.Options.Tries,
            CreatedAt = core.Time.GetUtcNow(),
            Requester = core.Options.Requester,
            Request = request,
            Base = active.Id,
            Plugins = plugins,
        });
        ReleaseRows.SetActive(connection, id);
        foreach (PlannedChange change in plan)
        {
            HistoryRows.Add(connection, core.Record(kind, request, "done", Words([change]) + Breaks(change)) with
            {
                PluginId = change.PluginId,
                Release = id,
                OldVersion = change.OldVersion,
                NewVersion = change.NewVersion,
                Duration = _laps.Total,
                Stages = _laps.Laps,
            });
        }

        return ReleaseRows.Get(connection, core.Paths, id);
    }

    private async Task<ChangeResult> FinishAsync(
        Release release, Release active, ImmutableArray<PlannedChange> plan, long historyBefore, CancellationToken cancellationToken)
    {
        ChangeResult done = Result(ChangeOutcome.Done, release, plan, $"{Words(plan)}: release '{release.Name}' is active.");
        return await HostOutcome.AddAsync(core, done, active, historyBefore, options.WaitForHost, _laps, cancellationToken).ConfigureAwait(false);
    }

    private ChangeResult Refused(Release active, ImmutableArray<Reason> reasons, ImmutableArray<PlannedChange> plan = default)
    {
        if (!options.DryRun && !core.Database.IsReadOnly)
        {
            core.Database.Write(request, connection =>
            {
                HistoryRows.Add(connection, core.Record(HistoryKind.Refused, request, "refused", string.Join(" ", reasons.Select(r => r.Message))) with
                {
                    PluginId = plan.IsDefaultOrEmpty ? null : plan[0].PluginId,
                    OldVersion = plan.IsDefaultOrEmpty ? null : plan[0].OldVersion,
                    NewVersion = plan.IsDefaultOrEmpty ? null : plan[0].NewVersion,
                    Reasons = reasons,
                    Duration = _laps.Total,
                    Stages = _laps.Laps,
                });
                return true;
            });
        }

        return Result(ChangeOutcome.Refused, active, plan.IsDefault ? [] : plan, $"'{request}' was refused; release '{active.Name}' is active as before.") with { Reasons = reasons };
    }

    private ChangeResult Result(ChangeOutcome outcome, Release active, ImmutableArray<PlannedChange> plan, string message) => new()
    {
        Outcome = outcome,
        Message = message,
        Active = active,
        Plan = plan,
        Duration = _laps.Total,
        Stages = _laps.Laps,
    };

    private static ImmutableArray<PlannedChange> WithBreaks(ImmutableArray<PlannedChange> plan, Placement placement) =>
        [.. plan.Select(p => p with { AllowedBreaks = placement.AllowedBreaks.GetValueOrDefault(p.PluginId, []) })];

    private static string Words(ImmutableArray<PlannedChange> plan) => string.Join(", ", plan);

    private static string Breaks(PlannedChange change) =>
        change.AllowedBreaks.IsEmpty ? "" : $"; breaking changes allowed by name: {string.Join("; ", change.AllowedBreaks)}";
}
