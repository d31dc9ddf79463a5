using System.Reflection;

namespace HotStart.Cli.Running;

/// <summary>Reads a result that is an <see cref="IAsyncEnumerable{T}"/> of any type.</summary>
internal static class StreamItems
{
    private static readonly MethodInfo _read =
        typeof(StreamItems).GetMethod(nameof(ReadAsync), BindingFlags.Static | BindingFlags.NonPublic, [typeof(object), typeof(Action<object?>), typeof(CancellationToken), typeof(CancellationToken)])!;

    /// <summary>Hands each item over as it comes; null where the value is no stream.</summary>
    /// <param name="value">What may be a stream.</param>
    /// <param name="item">Takes each item.</param>
    /// <param name="asksToEnd">Given to the stream.</param>
    /// <param name="stop">Ends the reading after the item that comes next, whether or not the stream listens.</param>
    public static Task? TryReadAsync(object? value, Action<object?> item, CancellationToken asksToEnd, CancellationToken stop)
    {
        Type? stream = value?.GetType().GetInterfaces().FirstOrDefault(
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        return stream is null
            ? null
            : (Task)_read.MakeGenericMethod(stream.GetGenericArguments()).Invoke(
                null, BindingFlags.DoNotWrapExceptions, null, [value, item, asksToEnd, stop], null)!;
    }

    private static async Task ReadAsync<T>(object stream, Action<object?> item, CancellationToken asksToEnd, CancellationToken stop)
    {
        await foreach (T next in ((IAsyncEnumerable<T>)stream).WithCancellation(asksToEnd))
        {
            item(next);
            if (stop.IsCancellationRequested)
            {
                break;
            }
        }
    }
}
