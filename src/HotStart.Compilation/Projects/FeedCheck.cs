using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Projects;

/// <summary>
/// Tells why a restore takes so long, where a feed is the reason: NuGet itself goes on asking one that does not answer for
/// minutes. A feed that answers is never given up: what it sends may be large. What a build does before and after its restore
/// may take any time.
/// </summary>
/// <param name="project">What is restored.</param>
/// <param name="restore">Where the build says how far it is.</param>
/// <param name="time">The clock.</param>
internal sealed class FeedCheck(string project, RestoreMarks restore, TimeProvider time)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(3);

    /// <summary>The feed that does not answer; null where the restore ends first.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Reason?> WatchAsync(CancellationToken cancellationToken)
    {
        while (!restore.HasBegun && !restore.IsOver)
        {
            await Task.Delay(_look, time, cancellationToken).ConfigureAwait(false);
        }

        await Task.Delay(_patience, time, cancellationToken).ConfigureAwait(false);
        if (restore.IsOver)
        {
            return null;
        }

        string[] feeds = await FeedsAsync(cancellationToken).ConfigureAwait(false);
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        string?[] problems = await Task.WhenAll(feeds.Select(f => AskAsync(client, f, cancellationToken))).ConfigureAwait(false);
        int silent = Array.FindIndex(problems, p => p is not null);
        return silent < 0 || restore.IsOver ? null : new Reason(
            ReasonCodes.BuildFailed,
            $"error NU1301: The packages of '{project}' could not be restored: the feed '{feeds[silent]}' does not answer: {problems[silent]} Make it reachable, or take it out of nuget.config.",
            project);
    }

    private async Task<string[]> FeedsAsync(CancellationToken cancellationToken)
    {
        DotnetResult listed = await DotnetCommand.RunAsync(project, ["nuget", "list", "source", "--format", "Short"], cancellationToken).ConfigureAwait(false);
        return
        [
            .. listed.Printed.Split('\n', StringSplitOptions.TrimEntries)
                .Where(l => l.StartsWith("E ", StringComparison.Ordinal) || l.StartsWith("EM ", StringComparison.Ordinal))
                .Select(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..])
                .Where(f => f.StartsWith("http", StringComparison.OrdinalIgnoreCase)),
        ];
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
