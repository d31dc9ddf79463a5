using Microsoft.Extensions.Hosting;

namespace HotStart.AspNetCore.Generations;

/// <summary>The hosted services of one generation: started in order, stopped in reverse. Those that began are stopped even where a later one failed.</summary>
/// <param name="services">The services.</param>
/// <param name="failed">Told when a background service ends with an error.</param>
internal sealed class HostedServices(IEnumerable<IHostedService> services, Action<Exception> failed)
{
    private readonly IHostedService[] _services = [.. services];
    private int _begun;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IHostedLifecycleService[] lifecycles = [.. _services.OfType<IHostedLifecycleService>()];
        foreach (IHostedLifecycleService service in lifecycles)
        {
            await service.StartingAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (IHostedService service in _services)
        {
            _begun++;
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
            if (service is BackgroundService { ExecuteTask: { } work })
            {
                _ = WatchAsync(work);
            }
        }

        foreach (IHostedLifecycleService service in lifecycles)
        {
            await service.StartedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops what began; goes on after a failure.</summary>
    /// <returns>What went wrong.</returns>
    public async Task<IReadOnlyList<Exception>> StopAsync(CancellationToken cancellationToken)
    {
        List<Exception> errors = [];
        IHostedService[] begun = [.. _services.Take(_begun).Reverse()];
        IHostedLifecycleService[] lifecycles = [.. begun.OfType<IHostedLifecycleService>()];
        foreach (IHostedLifecycleService service in lifecycles)
        {
            await TryAsync(service.StoppingAsync).ConfigureAwait(false);
        }

        foreach (IHostedService service in begun)
        {
            await TryAsync(service.StopAsync).ConfigureAwait(false);
        }

        foreach (IHostedLifecycleService service in lifecycles)
        {
            await TryAsync(service.StoppedAsync).ConfigureAwait(false);
        }

        return errors;

        async Task TryAsync(Func<CancellationToken, Task> stop)
        {
            try
            {
                await stop(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }
    }

    private async Task WatchAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.Exception is { } error)
        {
            failed(error.InnerException ?? error);
        }
    }
}
