using System.Globalization;
using HotStart.AspNetCore.Admin;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.Packages.Answers;
using HotStart.AspNetCore.Packages.Hosting;
using HotStart.Packages;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Packages.Releases;

/// <summary>The calls that look at the store.</summary>
internal sealed class StoreReads(AdminArea area, StoreSource source)
{
    private const int MostRecords = 1000;

    public void Map(RouteGroupBuilder group)
    {
        Describe<StoreAnswer>(group.MapGet("/store", (Delegate)Store), "HotStartStore", "The active release with its plugins, the permanent one, and the pins.", 1);
        Describe<ReleaseAnswer[]>(group.MapGet("/store/releases", (Delegate)Releases), "HotStartReleases", "The newest releases, the newest first; 'most' says how many.");
        Describe<VersionAnswer[]>(group.MapGet("/store/versions", (Delegate)Versions), "HotStartVersions", "All versions in the store, by plugin.");
        Describe<HistoryAnswer[]>(group.MapGet("/store/history", (Delegate)History), "HotStartHistory", "What happened, the newest first: who asked for what, when, and how it ended.");
        Describe<OutdatedAnswer[]>(group.MapGet("/store/outdated", (Delegate)OutdatedAsync), "HotStartOutdated", "The active plugins beside what the feeds have. Needs the token: feeds are asked.");
    }

    private IResult Store(HttpContext context) => Answered(context, caller => Answer.Json(
        context, StoreAnswer.Of(source.Host.Store.Folder, source.Host.Store.List(0), caller.MayChange), StoreAnswerJson.Default.StoreAnswer));

    private IResult Releases(HttpContext context) => Answered(context, _ => Most(context, 10) is { } most
        ? Answer.Json(context, [.. source.Host.Store.List(most).Releases.Select(ReleaseAnswer.Listed)], StoreAnswerJson.Default.ReleaseAnswerArray)
        : BadMost(context));

    private IResult Versions(HttpContext context) => Answered(context, _ => Answer.Json(
        context, [.. source.Host.Store.List(0).Versions.Select(VersionAnswer.Of)], StoreAnswerJson.Default.VersionAnswerArray));

    private IResult History(HttpContext context) => Answered(context, _ => Most(context, 50) is { } most
        ? Answer.Json(context, [.. source.Host.Store.History(Text(context, "id"), most).Select(HistoryAnswer.Of)], StoreAnswerJson.Default.HistoryAnswerArray)
        : BadMost(context));

    private async Task<IResult> OutdatedAsync(HttpContext context)
    {
        if (area.Guard.TurnAwayReader(context, out Caller caller) is { } answer)
        {
            return answer;
        }

        if (!caller.MayChange)
        {
            return area.Guard.Unknown(context, caller); // whoever is on this machine must not make the host ask servers
        }

        try
        {
            ChangeOptions options = new() { Sources = [.. context.Request.Query["source"].OfType<string>()] };
            IEnumerable<OutdatedPlugin> found = await source.Host.Store.OutdatedAsync(options, context.RequestAborted).ConfigureAwait(false);
            return Answer.Json(context, [.. found.Select(OutdatedAnswer.Of)], StoreAnswerJson.Default.OutdatedAnswerArray);
        }
        catch (PackageException e)
        {
            return StoreProblem.Of(context, e);
        }
        catch (StoreException e)
        {
            return StoreProblem.Of(context, e);
        }
    }

    private IResult Answered(HttpContext context, Func<Caller, IResult> read)
    {
        if (area.Guard.TurnAwayReader(context, out Caller caller) is { } answer)
        {
            return answer;
        }

        try
        {
            return read(caller);
        }
        catch (StoreException e)
        {
            return StoreProblem.Of(context, e);
        }
    }

    private static string? Text(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static int? Most(HttpContext context, int usual) => Text(context, "most") is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most is > 0 and <= MostRecords ? most
        : null;

    private static IResult BadMost(HttpContext context) => Answer.Problem(
        context, StatusCodes.Status400BadRequest, StoreProblem.BadRequest, $"'most' is '{Printable.Of(Text(context, "most"))}' and must be a number from 1 to {MostRecords}.");

    private static void Describe<T>(RouteHandlerBuilder call, string name, string summary, int segments = 2) => call
        .WithName(name).WithSummary(summary).WithMetadata(new BelowRoot(segments))
        .Produces<T>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status500InternalServerError);
}
