using System.Collections.Immutable;
using HotStart.AspNetCore.StatusPage;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>All that the page shows of a store, from one look at it.</summary>
internal sealed record ReleasesModel(PageModel Page, StoreListing Listing, ImmutableArray<HistoryRecord> History, string Folder, bool IsReadOnly)
{
    private const int Releases = 12;
    private const int Records = 25;

    /// <summary>Whether there are buttons.</summary>
    public bool MayChange => Page.Caller.Session is not null && !IsReadOnly;

    public static ReleasesModel Of(StoreHost host, PageModel page) =>
        new(page, host.Store.List(Releases), host.Store.History(most: Records), host.Store.Folder, host.Store.IsReadOnly);
}
