using System.Net;
using System.Net.Sockets;

namespace HotStart.Packages.Feeds;

/// <summary>Puts what went wrong with a feed into words.</summary>
internal static class FeedErrors
{
    public static PackageException Of(Feed feed, Exception error, TimeSpan? silentFor)
    {
        string where = feed.Name == feed.Address ? $"'{feed.Name}'" : $"'{feed.Name}' ({feed.Address})";
        if (silentFor is { } limit)
        {
            return Make(PackageReasonCodes.FeedFailed, $"The feed {where} did not answer within {limit.TotalSeconds:0.#} s. Try again, or name another feed.");
        }

        Exception[] causes = [.. Causes(error)];
        HttpStatusCode? status = causes.OfType<HttpRequestException>().FirstOrDefault(e => e.StatusCode is not null)?.StatusCode;
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Make(
                PackageReasonCodes.FeedDenied,
                $"The feed {where} refused access ({(int)status} {status}). Put its credentials or API key into NuGet.Config: dotnet nuget update source, or packageSourceCredentials."),
            HttpStatusCode.Conflict => Make(
                PackageReasonCodes.AlreadyThere, $"The feed {where} has this version already. A version never changes: give the package a new one."),
            { } other => Make(PackageReasonCodes.FeedFailed, $"The feed {where} answered {(int)other} {other}."),
            null when causes.OfType<SocketException>().FirstOrDefault() is { } socket => Make(
                PackageReasonCodes.FeedFailed, $"The feed {where} cannot be reached: {socket.Message}. Is its address right?"),
            null => Make(PackageReasonCodes.FeedFailed, $"The feed {where} failed: {causes[^1].Message.TrimEnd('.')}."),
        };

        PackageException Make(string code, string message) => new(feed.Name, new Reason(code, message), error);
    }

    /// <summary>Lets a question that nobody waits for any more come to its end; the limit goes with it.</summary>
    public static void Leave(Task? answer, SilenceLimit limit)
    {
        if (answer is null || answer.IsCompleted)
        {
            limit.Dispose();
            return;
        }

        _ = answer.ContinueWith(
            (task, state) =>
            {
                _ = task.Exception; // observed: its cause was told by the limit
                ((SilenceLimit)state!).Dispose();
            },
            limit,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
