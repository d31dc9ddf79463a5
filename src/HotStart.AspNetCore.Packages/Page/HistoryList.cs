using HotStart.AspNetCore.StatusPage;
using HotStart.AspNetCore.StatusPage.Parts;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>What happened to the store lately, the newest first.</summary>
internal static class HistoryList
{
    public static Html Render(ReleasesModel model) => model.History.IsEmpty
        ? Html.Empty
        : Html.Of(
            $"""
            <details id="releases-history"><summary>History of the store</summary>
            <ol class="records">{model.History.Select(r => Line(r, model.Page.Now))}</ol></details>
            """);

    private static Html Line(HistoryRecord r, DateTimeOffset now) => Html.Of(
        $"""<li id="record-{r.Id}"><span class="span">{Times.Ago(r.At, now)}</span> <strong>{Kind(r.Kind)}</strong> {About(r)}{Words.Cut(r.Message, 400)} <span class="quiet">({Words.Cut(r.Requester, 100)}: {Words.Cut(r.Request, 200)})</span></li>""");

    private static string About(HistoryRecord r) => r.PluginId is { } plugin ? $"{plugin}: " : "";

    private static string Kind(HistoryKind kind) => kind == HistoryKind.RolledBack ? "Rolled back" : kind.ToString();
}
