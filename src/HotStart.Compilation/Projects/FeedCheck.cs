using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Projects;

/// <summary>
/// Tells why a restore takes so long, where a feed is the reason: NuGet itself goes on asking one that does not answer for
/// minutes. A feed that answers is never given up: what it sends may be large.
/// </summary>
internal sealed class FeedCheck(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(3);

    /// <summary>The feed that does not answer; null where there is none, or where the restore is over before that is asked.</summary>
    /// <param name="project">What is restored.</param>
    /// <param name="isRestored">Whether the restore is over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Reason?> WatchAsync(string project, Func<bool> isRestored, CancellationToken cancellationToken)
    {
        await Task.Delay(_patience, time, cancellationToken).ConfigureAwait(false);
        if (isRestored())
        {
            return null;
        }

        DotnetResult listed = await DotnetCommand.RunAsync(project, ["nuget", "list", "source", "--format", "Short"], cancellationToken).ConfigureAwait(false);
        string[] feeds =
        [
            .. listed.Printed.Split('\n', StringSplitOptions.TrimEntries)
                .Where(l => l.StartsWith("E ", StringComparison.Ordinal) || l.StartsWith("EM ", StringComparison.Ordinal))
                .Select(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..])
                .Where(f => f.StartsWith("http", StringComparison.OrdinalIgnoreCase)),
        ];
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        string?[] problems = await Task.WhenAll(feeds.Select(f => AskAsync(client, f, cancellationToken))).ConfigureAwait(false);
        int silent = Array.FindIndex(problems, p => p is not null);
        return silent < 0 || isRestored() ? null : new Reason(
            ReasonCodes.BuildFailed,
            $"error NU1301: The packages of '{project}' could not be restored: the feed '{feeds[silent]}' does not answer: {problems[silent]} Make it reachable, or take it out of nuget.config.",
            project);
    }

    /// <returns>What is wrong with it, or null.</returns>
    private async Task<string?> AskAsync(HttpClient client, string feed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(_answer, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // Whatever it answers, it is there; what the answer means is NuGet's to say.
            using HttpResponseMessage answer = await client.GetAsync(new Uri(feed), HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return $"nothing came within {_answer.TotalSeconds:0} s.";
        }
    }
}
