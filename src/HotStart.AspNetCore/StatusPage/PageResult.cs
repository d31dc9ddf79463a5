using System.Text;
using HotStart.AspNetCore.Admin.Access;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>Sends a page with its security policy.</summary>
/// <param name="render">The page, given the nonce that its style and script carry.</param>
/// <param name="status">The status code.</param>
internal sealed class PageResult(Func<string, Html> render, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        string nonce = AdminToken.NewText();
        byte[] page = Encoding.UTF8.GetBytes(render(nonce).ToString());
        HttpResponse response = httpContext.Response;
        PageHeaders.SetPage(response, nonce);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        await response.Body.WriteAsync(page, httpContext.RequestAborted).ConfigureAwait(false);
    }
}
