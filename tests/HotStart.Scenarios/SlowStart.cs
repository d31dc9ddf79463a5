using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>A plugin whose start lasts as long as the test wants. Host of the gate that it waits at.</summary>
internal sealed class SlowStart : IServiceProvider
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public object? GetService(Type serviceType) =>
        serviceType == typeof(Task) ? Gate.Task : serviceType == typeof(TaskCompletionSource) ? Entered : null;

    public static PluginSource Source(string text, string name = "hello") => new(
        name,
        $$"""
        using HotStart;
        public sealed class Starter : IPluginLifecycle
        {
            public async ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                ((TaskCompletionSource)context.Services.GetService(typeof(TaskCompletionSource))!).TrySetResult();
                await ((Task)context.Services.GetService(typeof(Task))!).WaitAsync(cancellationToken);
            }

            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }

        public static class Greeter { public static string Hello() => "{{text}}"; }
        """) { Version = text };
}
