using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>What browsers are told to allow.</summary>
internal static class PageHeaders
{
    /// <summary>For JSON, events and files: nothing of it is a page.</summary>
    public static void SetPlain(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
    }

    // same-origin, not no-referrer: with that one browsers hide the Origin of our own forms.
    public static void SetPage(HttpResponse response, string nonce)
    {
        SetPlain(response);
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.XFrameOptions = "DENY";
    }
}
