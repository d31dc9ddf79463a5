using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Watches a release that is not proven yet: time without faults, and health checks. Used by one loop.</summary>
internal sealed class Proving(Release release, StoreHostOptions options)
{
    private readonly TimeProvider _time = options.Host.TimeProvider;
    private readonly long _began = options.Host.TimeProvider.GetTimestamp();
    private long? _checked;

    public Release Release => release;

    /// <summary>Whether its time is over.</summary>
    public bool IsOver => _time.GetElapsedTime(_began) >= options.ProvingTime;

    /// <summary>Whether health is to be asked for now: at once, now and then, and at the end.</summary>
    public bool IsCheckDue => _checked is not { } last || IsOver || _time.GetElapsedTime(last) >= options.HealthInterval;

    /// <summary>What speaks against the release, or null.</summary>
    public async Task<Reason?> CheckAsync(CancellationToken cancellationToken)
    {
        _checked = _time.GetTimestamp();
        foreach (Func<Release, CancellationToken, Task<string?>> check in options.HealthChecks)
        {
            using CancellationTokenSource limit = new(options.HealthInterval, _time);
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                // On the pool: a check may block.
                CancellationToken token = both.Token;
                if (await Task.Run(() => check(release, token), CancellationToken.None).WaitAsync(token).ConfigureAwait(false) is { } problem)
                {
                    return new Reason(StoreReasons.Unhealthy, $"A health check says of release '{release.Name}': {problem}");
                }
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return new Reason(StoreReasons.Unhealthy, $"A health check of release '{release.Name}' did not end within {options.HealthInterval.TotalSeconds:0.###} s (HealthInterval).");
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                return new Reason(StoreReasons.Unhealthy, $"A health check of release '{release.Name}' failed: {e.GetType().Name}: {e.Message}");
            }
        }

        return null;
    }
}
