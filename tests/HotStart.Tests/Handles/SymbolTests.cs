using HotStart.Flow.Generations;
using HotStart.Handles;

namespace HotStart.Tests.Handles;

public sealed class SymbolTests
{
    private const string Streams = """
        public static class Streams
        {
            public static IEnumerable<int> Lazy() { yield return 7; }
            public static async Task<IEnumerable<int>> LazyAsync() { await Task.Yield(); return Lazy(); }
        }
        """;

    [Fact]
    public async Task Invoke_FunctionsAndVariables_RunOnActiveGeneration()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        Symbol version = world.Lookup("Version");
        Assert.Equal((SymbolKind.Function, "int Version()"), (version.Kind, version.Signature));
        Assert.Equal(1, await version.InvokeAsync([]));
        Assert.Equal(1, version.As<Func<int>>()());
        Assert.Same(version, world.Lookup("Version"));

        world.Swap(Sources.Calc(2));

        Assert.Equal(2, await version.InvokeAsync([]));
        Assert.Equal(5, await world.Lookup("Hits").InvokeAsync([]));
        Assert.Equal("calc", await world.Lookup("Name").InvokeAsync([]));
        Assert.Equal(5, world.Lookup("Hits").As<Variable<int>>().Value);
        Assert.Equal(0, world.Active.Leases.Count);
    }

    [Fact]
    public async Task Invoke_Task_IsAwaitedUnderLease()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        TaskCompletionSource until = new();
        ValueTask<object?> later = world.Lookup("LaterAsync").InvokeAsync([until.Task]);
        Assert.Equal(1, world.Active.Leases.Count);
        until.SetResult();

        Assert.Equal(1, await later);
        Assert.Equal(0, world.Active.Leases.Count);
    }

    [Theory]
    [InlineData("Lazy")]
    [InlineData("LazyAsync")]
    public async Task Invoke_LazyStream_LeasesUntilEnumerated(string function)
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Streams);
        object? stream = await world.Lookup(function).InvokeAsync([]);
        Assert.Equal(1, old.Leases.Count);

        world.Swap(Streams);

        Assert.Equal([7], Assert.IsAssignableFrom<IEnumerable<int>>(stream));
        Assert.Equal(0, old.Leases.Count);
    }

    [Fact]
    public async Task Invoke_WithConverters_SeesParametersAndDeclaredType()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));

        string text = await world.Lookup("LaterAsync").InvokeAsync(
            parameters => [Task.CompletedTask, .. parameters.Skip(1).Select(_ => (object?)CancellationToken.None)],
            (value, type, _) => ValueTask.FromResult($"{type.Name} {value} {world.Active.Leases.Count}"));

        Assert.Equal("Int32 1 1", text);
    }

    [Fact]
    public async Task Invoke_Errors_AreClear()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1) + Sources.Everything(1));

        Assert.Contains("2 overloads", (await Assert.ThrowsAsync<SymbolTypeException>(async () => await world.Lookup("Add").InvokeAsync([1, 2]))).Message);
        Assert.Contains("3 argument", (await Assert.ThrowsAsync<SymbolTypeException>(async () => await world.Lookup("Version").InvokeAsync([1, 2, 3]))).Message);
        await Assert.ThrowsAsync<FormatException>(async () => await world.Lookup("Fail").InvokeAsync([]));
        Assert.Throws<SymbolNotFoundException>(() => world.Lookup("Nothing"));
        Assert.Equal(SymbolKind.Contract, world.Lookup("All").Kind);
        Assert.Equal(1, world.Lookup("All").As<IEverything>().Version);
        Assert.Equal(0, world.Active.Leases.Count);
    }

    [Fact]
    public void List_AllSymbols_HasShortestNamesKindsAndSignatures()
    {
        using HandleWorld world = new();
        world.Swap(
            """
            public class A { public static int X(ref int a, in long b, out string? c, params List<int?>[] d) { c = null; return 1; } public static int Y { get; private set; } static int Hidden() => 1; }
            public class B { public static void X() { } public const int Z = 1; public static readonly int R; public static B operator +(B a, B b) => a; }
            public class C : IDisposable { public void Dispose() { } }
            public class D : IComparable<int>, IBase<string> { public int CompareTo(int x) => 0; public int Version => 1; public string Inherited(string v) => v; }
            public class G<T> { public static void Not() { } }
            class Internal { public static void Not() { } }
            public enum E { Not }
            """);

        Assert.Equal(
            [
                "A.X Function int X(ref int a, in long b, out string c, List<int?>[] d)", "B.X Function void X()",
                "D Contract class D : IBase<string>", "R Variable readonly int R", "Y Variable int Y { get; }", "Z Variable const int Z",
            ],
            world.Table.Symbols(world.Cell, HandleWorld.Id, 0).Select(s => $"{s.Name} {s.Kind} {s.Signature}"));
    }
}
