using System.Collections.Immutable;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.StatusPage;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin;

/// <summary>The page, its files, and signing in and out.</summary>
internal sealed class PageEndpoints(AdminArea area)
{
    public IResult Show(HttpContext context)
    {
        if (area.Guard.TurnAwayReader(context, out Caller caller) is { } answer)
        {
            return answer;
        }

        PluginHost host = area.Plugins;
        HostStatus status = host.Status;
        ImmutableArray<PluginEvent> events = host.RecentEvents;
        string root = AdminArea.Root(context, SegmentsAfterRoot.Page);
        return new PageResult(nonce =>
        {
            PageModel model = new()
            {
                Root = root,
                Nonce = nonce,
                Now = area.Time.GetUtcNow(),
                Folder = host.Folder,
                Host = status,
                Plugins = [.. status.Plugins.Select(p => PluginView.Of(p, events))],
                Events = [.. events.Reverse()],
                Moves = area.MovesNow(),
                Process = ProcessFigures.Now(),
                Caller = caller,
                HasDoctor = area.Doctor.IsThere,
                Doctor = area.Doctor.Notes,
                Against = area.Against,
            };
            return StatusPageText.Render(model with { Parts = [.. area.Parts.Select(p => p.Show(model))] });
        });
    }

    /// <summary>Open to all: the page that signs in needs them, and they tell nothing.</summary>
    public static IResult Asset(HttpContext context, string name)
    {
        if (PageAssets.Find(name) is not { } asset)
        {
            return Results.NotFound();
        }

        PageHeaders.SetPlain(context.Response);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.Type);
    }

    public IResult ShowLogin(HttpContext context)
    {
        string root = AdminArea.Root(context, SegmentsAfterRoot.Direct);
        return new PageResult(nonce => LoginPage.Render(root, nonce, null, Encryption.IsSafe(context)));
    }

    public async Task<IResult> SignInAsync(HttpContext context)
    {
        if (area.Guard.TurnAwayForeign(context) is { } foreign)
        {
            return foreign;
        }

        (IFormCollection? form, IResult? tooLarge) = await area.Guard.ReadFormAsync(context).ConfigureAwait(false);
        if (tooLarge is not null)
        {
            return tooLarge;
        }

        string root = AdminArea.Root(context, SegmentsAfterRoot.Direct);
        Caller caller = area.Access.Try(context, form?[FormFields.AdminToken].ToString() ?? "");
        if (caller.MayChange)
        {
            area.Access.SignIn(context, root);
            return SeeOther(context, root);
        }

        return Answer.WantsPage(context) && caller.Kind == CallerKind.WrongToken
            ? new PageResult(nonce => LoginPage.Render(root, nonce, "This is not the token.", Encryption.IsSafe(context)), StatusCodes.Status401Unauthorized)
            : area.Guard.Unknown(context, caller);
    }

    public async Task<IResult> SignOutAsync(HttpContext context)
    {
        (IResult? answer, _) = await area.Guard.TurnAwayChangerAsync(context).ConfigureAwait(false);
        if (answer is not null)
        {
            return answer;
        }

        string root = AdminArea.Root(context, SegmentsAfterRoot.Direct);
        area.Access.SignOut(context, root);
        return SeeOther(context, root);
    }

    /// <summary>Has the browser get a page after it sent a form, so that loading it again repeats nothing.</summary>
    public static IResult SeeOther(HttpContext context, string where)
    {
        PageHeaders.SetPlain(context.Response);
        context.Response.Headers.Location = where;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
