namespace HotStart.Tests.Handles;

/// <summary>A contract with every kind of member.</summary>
public interface IEverything : IBase<string>
{
    event EventHandler<int>? Raised;

    int Factor { get; set; }

    string this[int index] { get; set; }

    int Sum(int a, ref int b, in int c, out int d);

    ref int Slot();

    ReadOnlySpan<char> Cut(ReadOnlySpan<char> text);

    TValue Echo<TValue>(TValue value)
        where TValue : IComparable<TValue>;

    List<TValue> Wrap<TValue>(TValue[] values)
        where TValue : class, new();

    string Describe() => $"default {Factor}";

    void Raise(int value);

    void Fail();

    int Nest(Func<int, int> inner, int depth);

    Task<int> LaterAsync(Task until);

    Task PlainAsync(Task until);

    ValueTask<int> QuickAsync(int value, Task? until);

    ValueTask FaultAsync(Task until);

    IEnumerable<int> Lazy(int count);

    IEnumerable<int> Linq(int count);

    IEnumerable<int> Whole(int count);

    IEnumerator<int> Walker(int count);

    IAsyncEnumerable<int> StreamAsync(int count, Task until);
}
