using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class OwnContractTests
{
    [Theory]
    [InlineData(
        """
        type:public interface IMine { } [[|Export("mine")|]] public class Plug : IMine, IDisposable { public void Dispose() { } }
        """)]
    [InlineData(
        """
        type:public interface IMine { } public class Plug { object M(PluginContext c) => [|c.Get<IMine>("other")|]; }
        """)]
    [InlineData(
        """
        type:public delegate int Count(); public class Plug { object M(PluginContext c) => [|c.Lookup<Count>("other", "Count")|]; }
        """)]
    [InlineData(
        """
        type:public class Item { } public class Plug { object M(PluginContext c) => [|c.Lookup<Func<Item>>("other", "Next")|]; }
        """)]
    public Task Hot015_Hazard_IsReported(string snippet) => Verify<OwnContract>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:[Export("board")] public class Plug : IBoard { public event Action Changed { add { } remove { } } public string Name => ""; }
        """)]
    [InlineData(
        """
        type:public interface IMine : IBoard { } [Export("board")] public abstract class Plug : IMine { public abstract event Action Changed; public string Name => ""; }
        """)]
    [InlineData(
        """
        type:public interface IMine { } public class Plug : IMine { object M(PluginContext c) => c.Get<IBoard>("other"); object N(PluginContext c) => c.Lookup<Func<string, int>>("other", "Count"); }
        """)]
    [InlineData(
        """
        type:[assembly: SharedAssembly] public interface IMine { } [Export("mine")] public class Plug : IMine { }
        """)]
    [InlineData(
        """
        type:public class Plug { [Export("run")] public static int Run() => 1; }
        """)]
    public Task Hot015_HarmlessCode_IsLeftAlone(string snippet) => Verify<OwnContract>.LeavesAloneAsync(snippet);
}
