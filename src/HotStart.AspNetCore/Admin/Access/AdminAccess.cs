using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>Finds out who asks. Safe for use by several threads.</summary>
internal sealed class AdminAccess(AdminToken token, AdminSessions sessions, AdminLimits limits, bool openOnLoopback, ILogger logger)
{
    public const string Cookie = "hotstart-admin";

    private const string Bearer = "Bearer ";

    public Caller Identify(HttpContext context)
    {
        string header = context.Request.Headers[HeaderNames.Authorization].ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Try(context, header[Bearer.Length..].Trim());
        }

        if (context.Request.Cookies.TryGetValue(Cookie, out string? cookie) && sessions.TryFind(cookie, out AdminSession? session))
        {
            return new Caller(CallerKind.Session, $"{session.Name} from {Address(context)}", session);
        }

        return openOnLoopback && Loopback.IsCaller(context)
            ? new Caller(CallerKind.Loopback, Address(context))
            : new Caller(CallerKind.Unknown, Address(context));
    }

    /// <summary>Looks at a token, unless too many wrong ones came from there.</summary>
    public Caller Try(HttpContext context, string shown)
    {
        if (!limits.MayTryToken(context))
        {
            return new Caller(CallerKind.TooManyWrong, Address(context));
        }

        if (token.Is(shown))
        {
            return new Caller(CallerKind.Token, $"token from {Address(context)}");
        }

        limits.CountWrongToken(context);
        AdminLog.WrongToken(logger, Address(context));
        return new Caller(CallerKind.WrongToken, Address(context));
    }

    public void SignIn(HttpContext context, string root)
    {
        string cookie = sessions.Begin();
        context.Response.Cookies.Append(Cookie, cookie, Options(context, root));
        AdminLog.SignedIn(logger, sessions.TryFind(cookie, out AdminSession? session) ? session.Name : "?", Address(context));
    }

    public void SignOut(HttpContext context, string root)
    {
        if (context.Request.Cookies.TryGetValue(Cookie, out string? cookie))
        {
            sessions.End(cookie);
        }

        context.Response.Cookies.Delete(Cookie, Options(context, root));
    }

    private static CookieOptions Options(HttpContext context, string root) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = root,
    };

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "an unknown address";
}
