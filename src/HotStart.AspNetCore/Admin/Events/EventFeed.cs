using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using HotStart.AspNetCore.Admin.Answers;

namespace HotStart.AspNetCore.Admin.Events;

/// <summary>
/// What a listener is sent: <c>plugin</c> for each event, the state of each plugin first; <c>status</c> when something moved
/// that is no event, such as calls that ended; <c>beat</c> now and then, so that a dead connection is noticed.
/// </summary>
internal static class EventFeed
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _comeBack = TimeSpan.FromSeconds(2);

    /// <param name="host">The host.</param>
    /// <param name="moves">Changes whenever something moved that is no event.</param>
    /// <param name="time">The clock.</param>
    /// <param name="seen">The last event that the listener saw before it lost the connection.</param>
    /// <param name="stopping">The application stops: the stream would hold that up for ever.</param>
    /// <param name="cancellationToken">The listener went away.</param>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        PluginHost host, Func<string> moves, TimeProvider time, long? seen, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        Channel<SseItem<string>> items = Channel.CreateBounded<SseItem<string>>(
            new BoundedChannelOptions(256) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        Task all = WriteAsync(host, moves, time, seen, items.Writer, ended.Token);
        try
        {
            await foreach (SseItem<string> item in items.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await all.ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(PluginHost host, Func<string> look, TimeProvider time, long? seen, ChannelWriter<SseItem<string>> items, CancellationToken ended)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ended);
        Exception? error = null;
        try
        {
            Task events = WriteEventsAsync(host, seen, items, either.Token);
            Task moves = WriteMovesAsync(look, time, items, either.Token);
            await Task.WhenAny(events, moves).ConfigureAwait(false);
            await either.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(events, moves).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The listener went away, the application stops, or the host has ended.
        }
        catch (Exception e)
        {
            error = e;
        }

        items.TryComplete(error);
    }

    private static async Task WriteEventsAsync(PluginHost host, long? seen, ChannelWriter<SseItem<string>> items, CancellationToken ended)
    {
        bool caughtUp = seen is null;
        await foreach (PluginEvent e in host.WatchAsync(ended).ConfigureAwait(false))
        {
            if (!caughtUp)
            {
                caughtUp = true;
                foreach (PluginEvent missed in host.RecentEvents.Where(m => m.Sequence > seen && m.Sequence < e.Sequence + (e.Kind == PluginEventKind.State ? 1 : 0)))
                {
                    await items.WriteAsync(Item(missed), ended).ConfigureAwait(false);
                }
            }

            await items.WriteAsync(Item(e), ended).ConfigureAwait(false);
        }
    }

    private static async Task WriteMovesAsync(Func<string> look, TimeProvider time, ChannelWriter<SseItem<string>> items, CancellationToken ended)
    {
        using PeriodicTimer timer = new(_look, time);
        string before = look();
        long told = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
        {
            string now = look();
            if (now != before || time.GetElapsedTime(told) >= _beat)
            {
                told = time.GetTimestamp();
                await items.WriteAsync(new SseItem<string>("{}", now != before ? "status" : "beat"), ended).ConfigureAwait(false);
                before = now;
            }
        }
    }

    private static SseItem<string> Item(PluginEvent e) => new(JsonSerializer.Serialize(EventAnswer.From(e), AnswerJson.Default.EventAnswer), "plugin")
    {
        EventId = e.Sequence.ToString(CultureInfo.InvariantCulture),
        ReconnectionInterval = _comeBack,
    };
}
