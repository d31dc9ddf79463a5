namespace HotStart.Tests.Handles;

/// <summary>Plugin sources.</summary>
internal static class Sources
{
    public static string Everything(int version) =>
        $$"""
        public sealed class All : IEverything
        {
            private int _slot;
            private readonly Dictionary<int, string> _texts = new();
            public event EventHandler<int>? Raised;
            public int Factor { get; set; } = {{version}};
            public string this[int index] { get => _texts[index]; set => _texts[index] = value; }
            public int Version => {{version}};
            public string Inherited(string value) => value + {{version}};
            public int Sum(int a, ref int b, in int c, out int d) { b++; d = a + b + c; return d * {{version}}; }
            public ref int Slot() => ref _slot;
            public ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text[1..];
            public TValue Echo<TValue>(TValue value) where TValue : IComparable<TValue> => value;
            public List<TValue> Wrap<TValue>(TValue[] values) where TValue : class, new() => [.. values, new TValue()];
            public void Raise(int value) => Raised?.Invoke(this, value);
            public void Fail() => throw new FormatException("mine");
            public int Nest(Func<int, int> inner, int depth) => depth == 0 ? Version : inner(depth - 1);
            public async Task<int> LaterAsync(Task until) { await until; return Version; }
            public async Task PlainAsync(Task until) { await until; }
            public async ValueTask<int> QuickAsync(int value, Task? until) { if (until is not null) await until; return value * Version; }
            public async ValueTask FaultAsync(Task until) { await until; throw new FormatException("late"); }
            public IEnumerable<int> Lazy(int count) { for (int i = 0; i < count; i++) yield return i * Version; }
            public IEnumerable<int> Linq(int count) => Enumerable.Range(0, count).Select(i => i * Version);
            public IEnumerable<int> Whole(int count) => new List<int> { count };
            public IEnumerator<int> Walker(int count) => Lazy(count).GetEnumerator();
            public async IAsyncEnumerable<int> StreamAsync(int count, Task until)
            {
                for (int i = 0; i < count; i++) { if (i == 1) await until; yield return i * Version; }
            }
        }
        """;

    public static string Streams(int version) =>
        $$"""
        public sealed class Streams : IStreams
        {
            public async Task<IAsyncEnumerable<int>> StreamAsync(Task until) { await until; return Counting(); }
            public async Task<IAsyncEnumerator<int>> ReaderAsync(Task until) { await until; return Counting().GetAsyncEnumerator(); }
            public async Task<IEnumerable<int>> LazyAsync(Task until) { await until; return Lazy(); }
            public async Task<IEnumerator<int>> WalkerAsync(Task until) { await until; return Lazy().GetEnumerator(); }
            public async ValueTask<IAsyncEnumerable<int>> QuickStreamAsync(Task until) { await until; return Counting(); }
            public async ValueTask<IEnumerable<int>> QuickLazyAsync(Task until) { await until; return Lazy().Select(i => i); }
            public async Task<IEnumerable<int>> WholeAsync(Task until) { await until; return new List<int> { {{version}} }; }
            public async Task<IEnumerable<int>> NoneAsync(Task until) { await until; return null!; }
            public async Task<IEnumerable<int>> FailAsync(Task until) { await until; throw new FormatException("mine"); }
            public async Task<TValue> EchoAsync<TValue>(Func<TValue> make, Task until) { await until; return make(); }
            private IEnumerable<int> Lazy() { for (int i = 0; i < 3; i++) yield return i * {{version}}; }
            private async IAsyncEnumerable<int> Counting() { foreach (int i in Lazy()) { await Task.Yield(); yield return i; } }
        }
        """;

    /// <summary>An alarm whose event <c>Stuck</c> cannot be left.</summary>
    public static string Alarm =>
        """
        public class Alarm : IAlarm
        {
            public event EventHandler<int>? Sound;
            public event EventHandler<int>? Stuck { add { } remove => throw new FormatException("stuck"); }
            public event EventHandler<int>? Last;
            public void Raise(int value) { Sound?.Invoke(this, value); Last?.Invoke(this, value); }
        }
        """;

    public static string Calc(int version) =>
        $$"""
        public static class Calc
        {
            public static int Hits = 5;
            public const string Name = "calc";
            public static readonly long Born = 7;
            public static string Text { get; set; } = "v{{version}}";
            public static int Fixed => {{version}};
            public static int Version() => {{version}};
            public static int Add(int a, int b) => a + b + {{version}};
            public static long Add(long a, long b) => a + b;
            public static int Mix(int a, ref int b, in int c, out int d) { b++; d = a + b + c; return d; }
            public static ref int Where() => ref Hits;
            public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text[1..];
            public static object Same(string text) => text;
            public static object Any(object value) => value;
            public static T Generic<T>(T value) => value;
            public static void Fail() => throw new FormatException("mine");
            public static async Task<int> LaterAsync(Task until, CancellationToken token = default) { await until; return {{version}}; }
            public static int Down(Func<int, int> next, int depth) => depth == 0 ? {{version}} : next(depth - 1);
            [Export("alias")] public static int Renamed() => {{version}} * 10;
            public class Inner { public static int Deep() => {{version}}; }
        }
        """;
}
