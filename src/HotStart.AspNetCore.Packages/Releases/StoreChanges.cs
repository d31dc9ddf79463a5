using System.Text.Json.Serialization.Metadata;
using HotStart.AspNetCore.Admin;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.Admin.Parts;
using HotStart.AspNetCore.Packages.Answers;
using HotStart.AspNetCore.Packages.Hosting;
using HotStart.AspNetCore.Packages.Requests;
using HotStart.Packages;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore.Packages.Releases;

/// <summary>The calls that change the store: what the commands of the same names do.</summary>
internal sealed class StoreChanges(AdminArea area, StoreSource source)
{
    private const int Segments = 2;

    // A set names all plugins with their settings.
    private const int LargestSet = 1 << 20;

    public void Map(RouteGroupBuilder group)
    {
        Map<StoreChangeAnswer, InstallRequest>(
            group, "install", "Fetches a plugin with what it depends on, checks it, and makes it part of a new release.", StoreAnswerJson.Default.InstallRequest, r => r.Range is null ? r.Id : $"{r.Id}@{r.Range}",
            async (store, r, stop) => StoreDone.Of(await store.InstallAsync(r.Id, r.Range, r.Options(), stop).ConfigureAwait(false)));
        Map<StoreChangeAnswer, UpdateRequest>(
            group, "update", "Takes newer versions of plugins where feeds have them.", StoreAnswerJson.Default.UpdateRequest, r => string.Join(", ", r.Id ?? ["all"]),
            async (store, r, stop) => StoreDone.Of(await store.UpdateAsync(r.Id ?? [], r.Options(), stop).ConfigureAwait(false)));
        Map<StoreChangeAnswer, RemoveRequest>(
            group, "remove", "Makes a release without a plugin.", StoreAnswerJson.Default.RemoveRequest, r => r.Id,
            async (store, r, stop) => StoreDone.Of(await store.RemoveAsync(r.Id, r.Options(), stop).ConfigureAwait(false)));
        Map<StoreChangeAnswer, ApplyRequest>(
            group, "apply", "Moves to a set of versions and settings, in one transaction.", StoreAnswerJson.Default.ApplyRequest, r => r.Name ?? "a set",
            async (store, r, stop) => StoreDone.Of(await store.ApplyAsync(r.File(), r.Options(), stop).ConfigureAwait(false)))
            .WithMetadata(new RequestSizeLimitAttribute(LargestSet));
        Map<StoreChangeAnswer, RollbackRequest>(
            group, "rollback", "Goes back to an earlier release, code and settings together.", StoreAnswerJson.Default.RollbackRequest, r => r.To ?? "the release before",
            async (store, r, stop) => StoreDone.Of(await store.RollbackAsync(r.To, r.Options(), stop).ConfigureAwait(false)));
        Map<StoreChangeAnswer, CommitRequest>(
            group, "commit", "Says that the active release has proven itself: it becomes permanent now.", StoreAnswerJson.Default.CommitRequest, _ => "the active release",
            async (store, _, stop) => StoreDone.Of(await store.CommitAsync(stop).ConfigureAwait(false)));
        Map<PinAnswer, PinRequest>(
            group, "pin", "Keeps updates of a plugin within a range, or no longer.", StoreAnswerJson.Default.PinRequest, r => r.Id, PinAsync);
        Map<GarbageAnswer, GcRequest>(
            group, "gc", "Deletes what no release refers to.", StoreAnswerJson.Default.GcRequest, _ => "the store",
            async (store, r, stop) => r.Keep < 0
                ? throw new BadStoreRequestException($"'keep' is {r.Keep} and must be 0 or more.")
                : StoreDone.Of(await store.CollectGarbageAsync(r.Keep, r.DryRun, stop).ConfigureAwait(false), r.DryRun));
    }

    private static async Task<StoreDone> PinAsync(PluginStore store, PinRequest request, CancellationToken stop)
    {
        string? range = request.Off ? null : request.Range ?? store.List(0).Active.Find(request.Id)?.Version.Version ?? "0";
        (string plugin, string? pinned) = await store.PinAsync(request.Id, range, stop).ConfigureAwait(false);
        return StoreDone.Of(plugin, pinned);
    }

    private RouteHandlerBuilder Map<TAnswer, TRequest>(
        RouteGroupBuilder group,
        string name,
        string summary,
        JsonTypeInfo<TRequest> type,
        Func<TRequest, string> about,
        Func<PluginStore, TRequest, CancellationToken, Task<StoreDone>> change)
        where TRequest : notnull => group
        .MapPost($"/store/{name}", (Delegate)((HttpContext context) => RunAsync(context, name, type, about, change)))
        .WithName($"HotStartStore{name}").WithSummary(summary).WithMetadata(new BelowRoot(Segments))
        .AddOpenApiOperationTransformer(RequestBody.DescribeAsync<TRequest>)
        .Produces<TAnswer>().Produces<TAnswer>(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private async Task<IResult> RunAsync<T>(
        HttpContext context, string name, JsonTypeInfo<T> type, Func<T, string> about, Func<PluginStore, T, CancellationToken, Task<StoreDone>> change)
    {
        (IResult? answer, Caller? caller) = await area.Guard.TurnAwayChangerAsync(context).ConfigureAwait(false);
        if (answer is not null)
        {
            return answer;
        }

        string what = "the store";
        try
        {
            T request = await RequestReader.ReadAsync(context, type).ConfigureAwait(false);
            what = Printable.Of(about(request));
            AdminLog.Asked(area.Logger, caller!.Name, name, what);

            // To its end, whether or not who asked waits for it: a change half wanted is no state.
            StoreDone done = await change(source.Host.Store.AskedBy($"admin {caller.Name}"), request, area.Stopping).ConfigureAwait(false);
            AdminLog.Ended(area.Logger, caller.Name, name, what, Printable.Of(done.Text));
            return FromPage(context, caller) ? BackToPage(context, caller, done.Text, done.Succeeded) : done.Json(context);
        }
        catch (BadStoreRequestException e)
        {
            return Failed(context, caller!, e.Message, () => Answer.Problem(context, StatusCodes.Status400BadRequest, StoreProblem.BadRequest, e.Message));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return area.Guard.TooLarge(context);
        }
        catch (StoreException e)
        {
            AdminLog.Ended(area.Logger, caller!.Name, name, what, Printable.Of(e.Message));
            return Failed(context, caller, e.Message, () => StoreProblem.Of(context, e));
        }
        catch (PackageException e)
        {
            AdminLog.Ended(area.Logger, caller!.Name, name, what, Printable.Of(e.Message));
            return Failed(context, caller, e.Message, () => StoreProblem.Of(context, e));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            AdminLog.Failed(area.Logger, e, caller!.Name, name, what);
            throw;
        }
    }

    private static bool FromPage(HttpContext context, Caller caller) => caller.Session is not null && Answer.WantsPage(context);

    private IResult Failed(HttpContext context, Caller caller, string text, Func<IResult> problem) =>
        FromPage(context, caller) ? BackToPage(context, caller, text, succeeded: false) : problem();

    private IResult BackToPage(HttpContext context, Caller caller, string text, bool succeeded)
    {
        caller.Session!.Note = new ActionNote(PartView.SectionId, text, succeeded, area.Time.GetUtcNow()) { IsOfPart = true };
        return PageEndpoints.SeeOther(context, $"{AdminArea.Root(context, Segments)}#{PartView.SectionId}");
    }
}
