using System.Reflection;

namespace HotStart.Handles.Results;

/// <summary>
/// Wraps a stream under a lease that is held already. The stream is returned as it is where it needs none; the lease is
/// then still the caller's.
/// </summary>
internal static class StreamHandover
{
    private static readonly Dictionary<Type, MethodInfo> _wrappers = new()
    {
        [typeof(IEnumerable<>)] = Method(nameof(Sequence)),
        [typeof(IEnumerator<>)] = Method(nameof(Enumerator)),
        [typeof(IAsyncEnumerable<>)] = Method(nameof(AsyncSequence)),
        [typeof(IAsyncEnumerator<>)] = Method(nameof(AsyncEnumerator)),
    };

    public static bool IsStream(Type type) => type.IsGenericType && _wrappers.ContainsKey(type.GetGenericTypeDefinition());

    /// <summary>For a closed type; null where it is no stream.</summary>
    public static MethodInfo? WrapperFor(Type type) =>
        IsStream(type) ? _wrappers[type.GetGenericTypeDefinition()].MakeGenericMethod(type.GetGenericArguments()) : null;

    public static IEnumerable<T> Sequence<T>(IEnumerable<T> stream, BoundTarget target, StreamLease lease) =>
        LeasedResult.IsWhole(stream) ? stream : new LeasedSequence<T>(stream, target, lease);

    public static IEnumerator<T> Enumerator<T>(IEnumerator<T> stream, BoundTarget target, StreamLease lease) =>
        LeasedResult.IsWhole(stream) ? stream : new LeasedEnumerator<T>(stream, lease);

    public static IAsyncEnumerable<T> AsyncSequence<T>(IAsyncEnumerable<T> stream, BoundTarget target, StreamLease lease) =>
        stream is null ? null! : new LeasedAsyncSequence<T>(stream, target, lease);

    public static IAsyncEnumerator<T> AsyncEnumerator<T>(IAsyncEnumerator<T> stream, BoundTarget target, StreamLease lease) =>
        stream is null ? null! : new LeasedAsyncEnumerator<T>(stream, lease);

    private static MethodInfo Method(string name) => typeof(StreamHandover).GetMethod(name)!;
}
