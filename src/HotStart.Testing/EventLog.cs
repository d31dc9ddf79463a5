using System.Threading.Channels;

namespace HotStart.Testing;

/// <summary>
/// Collects events and lets tests wait for one of them instead of sleeping. Any thread may add; one at a time may
/// wait. Every event is seen by exactly one wait: what a wait skips is gone for later ones, but stays in
/// <see cref="All"/>.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
public sealed class EventLog<T>
{
    /// <summary>How long a wait lasts by default before it fails. Generous: a loaded machine is no bug.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    private readonly Channel<T> _pending = Channel.CreateUnbounded<T>();
    private readonly Lock _allLock = new();
    private readonly List<T> _all_NeedsLock = [];

    /// <summary>All events so far, in the order of their arrival.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_allLock)
            {
                return [.. _all_NeedsLock];
            }
        }
    }

    /// <summary>Adds an event.</summary>
    /// <param name="item">The event.</param>
    public void Add(T item)
    {
        // Both under the lock, so that the order in All is the order in which waits see them.
        lock (_allLock)
        {
            _all_NeedsLock.Add(item);
            _pending.Writer.TryWrite(item);
        }
    }

    /// <summary>Adds everything that a stream brings until it ends or is cancelled. Await it last.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="cancellationToken">Ends the collecting without an error.</param>
    public async Task CollectAsync(IAsyncEnumerable<T> source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            await foreach (T item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Add(item);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how a test ends its collecting.
        }
    }

    /// <summary>The next event, whatever it is.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">None came within <see cref="DefaultLimit"/>.</exception>
    public Task<T> NextAsync(CancellationToken cancellationToken = default) =>
        NextAsync(static _ => true, cancellationToken);

    /// <summary>The next event that fits, after those that earlier waits have seen; events before it are skipped.</summary>
    /// <param name="fits">Which event to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="limit">How long to wait at most; <see cref="DefaultLimit"/> if <see langword="null"/>.</param>
    /// <exception cref="TimeoutException">None came in time; the message lists what came instead.</exception>
    public async Task<T> NextAsync(
        Func<T, bool> fits, CancellationToken cancellationToken = default, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(fits);
        TimeSpan atMost = limit ?? DefaultLimit;
        using CancellationTokenSource late = new(atMost, TimeProvider.System);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        List<T> skipped = [];
        try
        {
            while (true)
            {
                T item = await _pending.Reader.ReadAsync(either.Token).ConfigureAwait(false);
                if (fits(item))
                {
                    return item;
                }

                skipped.Add(item);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"No {typeof(T).Name} that fits came within {atMost.TotalSeconds:0.###} s. {Describe(skipped)}");
        }
    }

    private string Describe(List<T> skipped)
    {
        string seen = skipped.Count == 0 ? "None came at all" : $"These came instead:{Lines(skipped)}";
        IReadOnlyList<T> all = All;
        return all.Count > skipped.Count ? $"{seen}{Environment.NewLine}Earlier waits saw these and others:{Lines(all)}" : seen;
    }

    private static string Lines(IEnumerable<T> items) =>
        string.Concat(items.Select((item, i) => $"{Environment.NewLine}  {i + 1}. {item}"));
}
