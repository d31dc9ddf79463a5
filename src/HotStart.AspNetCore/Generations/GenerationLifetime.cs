using Microsoft.Extensions.Hosting;

namespace HotStart.AspNetCore.Generations;

/// <summary>
/// The application's life as one generation sees it: started when it is in the live set, stopping when its connections
/// are to end. SignalR closes its connections by it.
/// </summary>
internal sealed class GenerationLifetime(string pluginId) : IHostApplicationLifetime
{
    // Never disposed: plugin code may look at the tokens late. No timers, so nothing is left behind.
    private readonly CancellationTokenSource _started = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stopped = new();

    public CancellationToken ApplicationStarted => _started.Token;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => _stopped.Token;

    public void StopApplication() => throw new NotSupportedException(
        $"Plugin '{pluginId}' tried to stop the application. A plugin cannot end its host: remove its artifact, or let the host decide.");

    public Task StartedAsync() => _started.CancelAsync();

    public Task StoppingAsync() => _stopping.CancelAsync();

    public Task StoppedAsync() => _stopped.CancelAsync();
}
