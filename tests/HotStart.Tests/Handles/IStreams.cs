namespace HotStart.Tests.Handles;

/// <summary>A contract whose streams come through tasks.</summary>
public interface IStreams
{
    Task<IAsyncEnumerable<int>> StreamAsync(Task until);

    Task<IAsyncEnumerator<int>> ReaderAsync(Task until);

    Task<IEnumerable<int>> LazyAsync(Task until);

    Task<IEnumerator<int>> WalkerAsync(Task until);

    ValueTask<IAsyncEnumerable<int>> QuickStreamAsync(Task until);

    ValueTask<IEnumerable<int>> QuickLazyAsync(Task until);

    Task<IEnumerable<int>> WholeAsync(Task until);

    Task<IEnumerable<int>> NoneAsync(Task until);

    Task<IEnumerable<int>> FailAsync(Task until);

    Task<TValue> EchoAsync<TValue>(Func<TValue> make, Task until);
}
