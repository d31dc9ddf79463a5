using HotStart.Testing;

namespace HotStart.Tests.Handles;

public sealed class ContractTests
{
    [Fact]
    public void Get_EveryMemberKind_IsForwarded()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(2));
        IEverything all = world.Get<IEverything>();
        all.Factor = 9;
        all[3] = "three";
        all.Slot() = 5;
        int b = 1;

        Assert.Equal(9, all.Factor);
        Assert.Equal("three", all[3]);
        Assert.Equal(5, all.Slot());
        Assert.Equal(2, all.Version);
        Assert.Equal("a2", all.Inherited("a"));
        Assert.Equal(12, all.Sum(1, ref b, 3, out int d));
        Assert.Equal((2, 6), (b, d));
        Assert.Equal("bc", all.Cut("abc").ToString());
        Assert.Equal("text", all.Echo("text"));
        Assert.Equal(7, all.Echo(7));
        Assert.Equal(2, all.Wrap([new object()]).Count);
        Assert.Equal("default 9", all.Describe());
        Assert.Equal("base", all.Both());
        Assert.Throws<FormatException>(all.Fail);
        Assert.Equal(2, all.Nest(depth => all.Nest(_ => 0, depth), 1));
        Assert.False(Flow.Leases.CallGate.IsHeld(world.Active.Id));
    }

    [Fact]
    public void Get_AfterSwap_SameProxyRunsNewCode()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(1));
        IEverything all = world.Get<IEverything>();
        Assert.Equal(1, all.Version);

        world.Swap(Sources.Everything(2));

        Assert.Equal(2, all.Version);
        Assert.Same(all, world.Get<IEverything>());
        Assert.Equal(2, world.Get<IBase<string>>().Version);
    }

    [Fact]
    public void Get_InternalContract_Works()
    {
        using HandleWorld world = new();
        world.Swap("public class Mine : IInternal { InternalValue IInternal.Get(InternalValue value) => new(value.Number + 1); }");

        Assert.Equal(new InternalValue(4), world.Get<IInternal>().Get(new InternalValue(3)));
    }

    [Fact]
    public void Get_SeveralOrNoImplementers_SaysWhich()
    {
        using HandleWorld world = new();
        world.Swap("public class A : IComparable { public int CompareTo(object? o) => 1; } public class B : IComparable { public int CompareTo(object? o) => 2; }");

        Assert.Contains("A, B", Assert.Throws<SymbolNotFoundException>(() => world.Get<IComparable>()).Message);
        Assert.Equal(2, world.Get<IComparable>("B").CompareTo(null));
        Assert.Throws<SymbolTypeException>(() => world.Get<IEverything>("B"));
        Assert.Throws<SymbolNotFoundException>(() => world.Get<IEverything>());
        Assert.Throws<ArgumentException>(() => world.Get<string>());
        Assert.Contains("static and abstract", Assert.Throws<ArgumentException>(() => HotStart.Handles.Emission.EmittedHandle.For(typeof(IStaticAbstract))).Message);
    }

    [Fact]
    public void Get_ContractInPrivateCopy_SaysToShareIt()
    {
        using HandleWorld world = new();
        using TempFolder folder = new();
        string contract = new PluginForge(folder.Path).Build("contract", "public interface IShared { int X(); }");
        Flow.Generations.Generation generation = world.Load("public class S : IShared { public int X() => 1; } public static class F { public static void Take(IShared s) { } }", contract);
        File.Copy(contract, Path.Combine(generation.Staged.Folder, "contract.dll"));
        generation.Code!.LoadContext.LoadFromAssemblyPath(Path.Combine(generation.Staged.Folder, "contract.dll"));
        world.Publish(generation);
        Type mine = System.Reflection.Assembly.LoadFile(contract).GetType("IShared")!;

        Exception error = Assert.Throws<SymbolNotFoundException>(() => generation.Target(new(HotStart.Handles.HandleKind.Contract, "", mine)));
        Assert.Contains("SharedAssemblies", error.Message);
        error = Assert.Throws<SymbolTypeException>(() => generation.Target(new(HotStart.Handles.HandleKind.Function, "Take", typeof(Action<>).MakeGenericType(mine))));
        Assert.Contains("[assembly: SharedAssembly]", error.Message);
    }

    [Fact]
    public void Events_SurviveSwapsAndComeOnce()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(1));
        List<int> seen = [];
        Subscribe(world, seen);
        GC.Collect();
        Flow.Generations.Generation old = world.Active;
        IEverything direct = (IEverything)old.Code!.Instances.Get(old.Code.Assembly.GetType("All")!);

        world.Swap(Sources.Everything(2));
        world.Get<IEverything>().Raise(2);
        direct.Raise(1);
        world.Publish(world.Active);
        world.Get<IEverything>().Raise(3);
        Assert.Equal([2, 1, 3], seen);

        world.Retire(old);
        direct.Raise(4);
        EventHandler<int> other = (_, v) => seen.Add(v * 100);
        world.Get<IEverything>().Raised += other;
        world.Get<IEverything>().Raise(5);
        world.Get<IEverything>().Raised -= other;
        world.Get<IEverything>().Raise(6);
        Assert.Equal([2, 1, 3, 5, 500, 6], seen);

        static void Subscribe(HandleWorld world, List<int> seen) =>
            world.Get<IEverything>().Raised += (_, v) => seen.Add(v);
    }

    private interface IStaticAbstract
    {
        static abstract int X();
    }
}
