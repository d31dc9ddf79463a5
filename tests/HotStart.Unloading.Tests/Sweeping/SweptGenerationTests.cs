using System.Reflection;
using HotStart.Flow.Candidates;
using HotStart.Flow.Unloading.Sweeping;

namespace HotStart.Unloading.Tests.Sweeping;

/// <summary>What belongs to a generation, and what does not.</summary>
public sealed class SweptGenerationTests
{
    [Fact]
    public void Owns_TypesMadeOfItsOwn_AndNothingElse()
    {
        using Cause plugin = new("JsonReflection");
        PluginLoadContext context = plugin.Load();
        Type own = context.LoadMain().GetType("Foo")!;
        Type others = plugin.Load().LoadMain().GetType("Foo")!;
        SweptGeneration gone = new(context);

        Assert.All(
            new[] { own, own.MakeArrayType(), own.MakeByRefType(), typeof(List<>).MakeGenericType(own), typeof(Dictionary<,>).MakeGenericType(typeof(string), own.MakeArrayType()) },
            type => Assert.True(gone.Owns(type), type.ToString()));
        Assert.All(
            new[] { typeof(string), typeof(List<string>), GetType(), typeof(List<>), others, typeof(List<>).MakeGenericType(others), others.MakeArrayType() },
            type => Assert.False(gone.Owns(type), type.ToString()));
        Assert.True(gone.OwnsKey(own.GetProperty("Number")));
        Assert.True(gone.OwnsKey(own.Assembly));
        Assert.True(gone.OwnsKey(Activator.CreateInstance(own)));
        Assert.False(gone.OwnsKey(others.GetProperty("Number")));
        Assert.False(gone.OwnsKey("Foo"));
        Assert.False(gone.OwnsKey(null));
    }

    [Fact]
    public void Owns_DelegateOfItsOwnAmongOthers_ByEachPart()
    {
        using Cause plugin = new("JsonReflection");
        PluginLoadContext context = plugin.Load();
        MethodInfo run = context.LoadMain().GetType("Fixture")!.GetMethod("RunAsync")!;
        Func<IServiceProvider, Task> own = run.CreateDelegate<Func<IServiceProvider, Task>>();
        Func<IServiceProvider, Task> host = _ => Task.CompletedTask;
        SweptGeneration gone = new(context);

        Assert.True(gone.Owns(own));
        Assert.True(gone.Owns(host + own));
        Assert.False(gone.Owns(host));
        Assert.False(gone.Owns((Delegate?)null));
    }
}
