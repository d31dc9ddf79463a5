using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.StatusPage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace HotStart.AspNetCore.Admin;

/// <summary>Lets through who may, and turns away everybody else before anything happens.</summary>
internal sealed class AdminGuard(AdminArea area)
{
    /// <summary>What to answer to one who may not look, or <see langword="null"/>.</summary>
    public IResult? TurnAwayReader(HttpContext context, out Caller caller)
    {
        // Whatever the application lets other sites read (CORS), none of this: a page of theirs gets a refusal to read.
        if (CrossSite.ForeignOrigin(context.Request) is { } complaint)
        {
            caller = new Caller(CallerKind.Unknown, "another site");
            return Foreign(context, complaint);
        }

        caller = area.Access.Identify(context);
        return caller.MayRead ? null : Unknown(context, caller);
    }

    /// <summary>What to answer to one who may not change anything, or <see langword="null"/>.</summary>
    /// <returns>The answer and who asked.</returns>
    public async Task<(IResult? Answer, Caller? Caller)> TurnAwayChangerAsync(HttpContext context)
    {
        if (TurnAwayForeign(context) is { } foreign)
        {
            return (foreign, null);
        }

        Caller caller = area.Access.Identify(context);
        if (!caller.MayChange)
        {
            return (Unknown(context, caller), null);
        }

        if (caller.Session is { } session)
        {
            (IFormCollection? form, IResult? tooLarge) = await ReadFormAsync(context).ConfigureAwait(false);
            if (tooLarge is not null)
            {
                return (tooLarge, null);
            }

            string shown = form is null ? context.Request.Headers[FormFields.FormHeader].ToString() : form[FormFields.Token].ToString();
            if (!Same(shown, session.FormToken))
            {
                return (Refuse(context, StatusCodes.Status403Forbidden, "form-token", "The form was not made for this session. Open the page again and repeat it there."), null);
            }
        }

        return area.Limits.MayChange(context)
            ? (null, caller)
            : (TooMany(context, $"More than {AdminLimits.ChangesPerMinute} changes a minute."), null);
    }

    /// <summary>Whether another site sent it, or it is larger than anything that belongs here.</summary>
    public IResult? TurnAwayForeign(HttpContext context)
    {
        if (CrossSite.Complaint(context.Request) is { } complaint)
        {
            return Foreign(context, complaint);
        }

        return context.Request.ContentLength > MostOf(context) ? TooLarge(context) : null;
    }

    /// <summary>The form that came with the request, if one did.</summary>
    public async Task<(IFormCollection? Form, IResult? TooLarge)> ReadFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return (null, null);
        }

        try
        {
            return (await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false), null);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            return (null, TooLarge(context));
        }
    }

    public IResult TooMany(HttpContext context, string why)
    {
        context.Response.Headers.RetryAfter = "60";
        return Refuse(context, StatusCodes.Status429TooManyRequests, "too-many", $"{why} Try again in a minute.");
    }

    public IResult Unknown(HttpContext context, Caller caller)
    {
        if (caller.Kind == CallerKind.TooManyWrong)
        {
            return TooMany(context, "Too many wrong tokens came from your address; no more are looked at.");
        }

        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"hotstart\"";
        return Refuse(context, StatusCodes.Status401Unauthorized, caller.Kind == CallerKind.WrongToken ? "wrong-token" : "no-token", caller.Kind switch
        {
            CallerKind.WrongToken => "The admin token is wrong.",
            CallerKind.Loopback => "Looking is free on this machine, changing needs the admin token: 'Authorization: Bearer …', or sign in on the page.",
            _ => "The admin token is needed: 'Authorization: Bearer …', or sign in on the page.",
        });
    }

    private IResult Foreign(HttpContext context, string complaint) => Refuse(
        context, StatusCodes.Status403Forbidden, "cross-site", $"The request came from another site: {complaint}.");

    public IResult TooLarge(HttpContext context) => Refuse(
        context, StatusCodes.Status413PayloadTooLarge, "too-large", $"The body may have {MostOf(context)} bytes at most.");

    private static long MostOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? AdminLimits.Body;

    private IResult Refuse(HttpContext context, int status, string code, string text)
    {
        AdminLog.TurnedAway(
            area.Logger, Printable.Of(context.Request.Path), context.Connection.RemoteIpAddress?.ToString() ?? "an unknown address", Printable.Of(text));
        return Answer.Problem(context, status, code, text);
    }

    private static bool Same(string shown, [NotNull] string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
