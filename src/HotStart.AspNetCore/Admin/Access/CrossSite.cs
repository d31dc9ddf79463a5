using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace HotStart.AspNetCore.Admin.Access;

/// <summary>Whether a page of another site made the browser send this request.</summary>
internal static class CrossSite
{
    /// <summary>What is wrong with where it came from, in words, or <see langword="null"/>.</summary>
    public static string? Complaint(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
        {
            return $"Sec-Fetch-Site is '{site}' and must be 'same-origin'";
        }

        return ForeignOrigin(request);
    }

    /// <summary>The same by the origin alone, which a page that wants to read the answer cannot leave out.</summary>
    public static string? ForeignOrigin(HttpRequest request)
    {
        string origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length == 0 || IsOwn(origin, request)
            ? null
            : $"Origin is '{origin}' and must be '{request.Scheme}://{request.Host}'; a proxy in between must pass the Host header on";
    }

    // The scheme may differ: a proxy often ends TLS. Its default port is left out, as browsers do.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == (request.Host.Port ?? (uri.Scheme == "https" ? 443 : 80));
}
