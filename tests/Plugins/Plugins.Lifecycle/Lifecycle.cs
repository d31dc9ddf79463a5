using HotStart;
using Plugins.Contracts;

[assembly: Plugin("lifecycle")]

namespace Plugins.Lifecycle;

/// <summary>Writes its life into the host's journal. Its configuration may ask it to misbehave.</summary>
public sealed class Lifecycle : IPluginLifecycle, IText, IAsyncDisposable
{
    private IJournal? _journal;
    private PluginContext? _context;
    private CancellationTokenRegistration _retired;

    public string Text() => $"generation {_context?.Generation}";

    public async ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
    {
        _context = context;
        _journal = (IJournal?)context.Services.GetService(typeof(IJournal));
        Write("start");
        _retired = context.Retired.Register(() => Write("retired"));
        switch (context.Configuration.GetValueOrDefault("start"))
        {
            case "throw":
                throw new InvalidOperationException("start was told to throw");
            case "hang":
                // Deaf to the token, as code that hangs is.
                await new TaskCompletionSource().Task;
                break;
            case "wait":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
        }
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Write("stop");
        await _retired.DisposeAsync();
        if (_context?.Configuration.GetValueOrDefault("stop") == "throw")
        {
            throw new InvalidOperationException("stop was told to throw");
        }
    }

    public ValueTask DisposeAsync()
    {
        Write("dispose");
        return ValueTask.CompletedTask;
    }

    private void Write(string what) => _journal?.Write($"{what} {_context?.Generation}");
}
