using System.Globalization;
using System.Threading.RateLimiting;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.Admin.Events;
using HotStart.AspNetCore.StatusPage;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Admin;

/// <summary>The status as JSON and the events as a stream.</summary>
internal sealed class ReadEndpoints(AdminArea area)
{
    public IResult Status(HttpContext context) => area.Guard.TurnAwayReader(context, out _) is { } answer
        ? answer
        : Answer.Json(context, StatusAnswer.From(area.Plugins, area.Time.GetUtcNow()), AnswerJson.Default.StatusAnswer);

    public IResult Events(HttpContext context)
    {
        if (area.Guard.TurnAwayReader(context, out _) is { } answer)
        {
            return answer;
        }

        RateLimitLease place = area.Limits.Listen();
        if (!place.IsAcquired)
        {
            place.Dispose();
            return area.Guard.TooMany(context, "As many listen to events as may.");
        }

        context.Response.RegisterForDispose(place);
        PageHeaders.SetPlain(context.Response);
        long? seen = long.TryParse(context.Request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;
        return TypedResults.ServerSentEvents(EventFeed.ReadAsync(area.Plugins, area.MovesNow, area.Time, seen, area.Stopping, context.RequestAborted));
    }
}
