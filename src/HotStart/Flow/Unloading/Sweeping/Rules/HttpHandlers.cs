namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>
/// Handlers of a client factory that the generation had in a container of its own: the factory's timers hold them for
/// minutes after the container is gone. Only those with a handler of the generation in their chain.
/// </summary>
internal sealed class HttpHandlers : SweepRule
{
    private const string Entry = "Microsoft.Extensions.Http.ActiveHandlerTrackingEntry";

    private static readonly TimerQueues _queues = new();
    private static readonly FrameworkField _handler = new("Microsoft.Extensions.Http", Entry, "<Handler>k__BackingField");

    public HttpHandlers()
        : base([.. _queues.Fields, _handler])
    {
    }

    public override int Evict(SweptGeneration gone) => _queues.End((_, state) =>
        state?.GetType().FullName == Entry && _handler.TryGet(state, out HttpMessageHandler? handler) && IsOwn(handler, gone));

    private static bool IsOwn(HttpMessageHandler? handler, SweptGeneration gone)
    {
        while (handler is not null)
        {
            if (gone.Owns(handler.GetType()))
            {
                return true;
            }

            handler = (handler as DelegatingHandler)?.InnerHandler;
        }

        return false;
    }
}
