using System.Reflection;
using HotStart.Flow.Generations;
using HotStart.Handles;

namespace HotStart.Tests.Handles;

public sealed class PluginInstancesTests
{
    private const string Source =
        """
        public class WithContext(PluginContext context) { public int Generation => context.Generation; public WithContext() : this(null!) { } }
        public class NeedsMore(int x) { public int X => x; }
        public class Throws { public Throws() => throw new FormatException(); }
        public class First : IDisposable { public static List<string> Log = new(); public void Dispose() { Log.Add("first"); throw new FormatException(); } }
        public class Second : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Yield(); First.Log.Add("second"); } }
        """;

    [Fact]
    public async Task Get_Classes_AreMadeOnceWithTheRightConstructor()
    {
        using HandleWorld world = new();
        Generation generation = world.Load(Source);
        object made = generation.Code!.Instances.Get(Class("WithContext"));
        Assert.Equal(1, made.GetType().GetProperty("Generation")!.GetValue(made));
        object[] same = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => generation.Code.Instances.Get(Class("First")))));
        Assert.Single(same.Distinct());

        Assert.Contains("NeedsMore(int x)", Assert.Throws<HotStartException>(() => generation.Code.Instances.Get(Class("NeedsMore"))).Message);
        Assert.IsType<FormatException>(Assert.Throws<TargetInvocationException>(() => generation.Code.Instances.Get(Class("Throws"))).InnerException);

        Type Class(string name) => generation.Code!.Assembly.GetType(name)!;
    }

    [Fact]
    public async Task Dispose_LastMadeFirst_GoesOnAfterFailure()
    {
        using HandleWorld world = new();
        Generation generation = world.Load(Source);
        Type first = generation.Code!.Assembly.GetType("First")!;
        generation.Code.Instances.Get(first);
        generation.Code.Instances.Get(generation.Code.Assembly.GetType("Second")!);

        IReadOnlyList<Exception> errors = await generation.Code.Instances.DisposeAsync(CancellationToken.None);

        Assert.IsType<FormatException>(Assert.Single(errors));
        Assert.Equal(["second", "first"], (List<string>)first.GetField("Log")!.GetValue(null)!);
    }

    [Theory]
    [InlineData("public class A { }", false)]
    [InlineData("public class A : IPluginLifecycle { public ValueTask StartAsync(PluginContext c, CancellationToken t) => default; public ValueTask StopAsync(CancellationToken t) => default; }", true)]
    public void Lifecycle_NoneOrOne_IsFound(string code, bool there)
    {
        using HandleWorld world = new();
        Generation generation = world.Load(code);

        Assert.Equal(there, generation.Code!.Instances.Lifecycle(generation.Code.Assembly) is not null);
    }

    [Fact]
    public void Lifecycle_Several_NamesThem()
    {
        const string Body = "{ public ValueTask StartAsync(PluginContext c, CancellationToken t) => default; public ValueTask StopAsync(CancellationToken t) => default; }";
        using HandleWorld world = new();
        Generation generation = world.Load($"public class A : IPluginLifecycle {Body} public class B : IPluginLifecycle {Body}");

        Assert.Contains("A, B", Assert.Throws<HotStartException>(() => generation.Code!.Instances.Lifecycle(generation.Code.Symbols)).Message);
    }
}
