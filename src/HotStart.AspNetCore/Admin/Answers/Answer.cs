using System.Text.Json.Serialization.Metadata;
using HotStart.AspNetCore.StatusPage;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>How answers are sent: as JSON to programs, as pages to browsers.</summary>
internal static class Answer
{
    /// <summary>Whether a form on the page sent it, so that a page is what is wanted back.</summary>
    public static bool WantsPage(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static IResult Json<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        PageHeaders.SetPlain(context.Response);
        return Results.Json(value, type, statusCode: status);
    }

    /// <summary>What went wrong, as problem+json or as a page.</summary>
    public static IResult Problem(HttpContext context, int status, string code, string text)
    {
        if (WantsPage(context))
        {
            string root = AdminArea.Root(context, SegmentsAfterRoot.Of(context));
            return status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(context.Request.Method)
                ? new PageResult(nonce => LoginPage.Render(root, nonce, null, Encryption.IsSafe(context)), status)
                : new PageResult(nonce => MessagePage.Render(root, nonce, Title(status), text), status);
        }

        PageHeaders.SetPlain(context.Response);
        return Results.Json(
            new ProblemAnswer(Title(status), status, text, code), AnswerJson.Default.ProblemAnswer, "application/problem+json", status);
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "The token is needed",
        StatusCodes.Status403Forbidden => "Not accepted",
        StatusCodes.Status404NotFound => "Not there",
        StatusCodes.Status409Conflict => "Not now",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status429TooManyRequests => "Too many",
        StatusCodes.Status504GatewayTimeout => "Took too long",
        _ => "Failed",
    };
}
