using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>A plugin whose start lasts as long as the test wants. Host of the gate that it waits at.</summary>
internal sealed class SlowStart : IServiceProvider
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public object? GetService(Type serviceType) =>
        serviceType == typeof(Task) ? Gate.Task : serviceType == typeof(TaskCompletionSource) ? Entered : null;

    /// <param name="text">What it answers once it has started.</param>
    /// <param name="name">Its name.</param>
    /// <param name="deaf">Whether it goes on waiting when it is told to give up.</param>
    public static PluginSource Source(string text, string name = "hello", bool deaf = false) => new(
        name,
        $$"""
        using HotStart;
        public sealed class Starter : IPluginLifecycle
        {
            public async ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                ((TaskCompletionSource)context.Services.GetService(typeof(TaskCompletionSource))!).TrySetResult();
                await ((Task)context.Services.GetService(typeof(Task))!).WaitAsync({{(deaf ? "CancellationToken.None" : "cancellationToken")}});
            }

            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }

        public static class Greeter { public static string Hello() => "{{text}}"; }
        """) { Version = text };
}
