using System.Collections.Immutable;
using System.Runtime.Loader;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;
using HotStart.Tests.Candidates;

namespace HotStart.Tests.Checks;

public sealed class ContractCheckTests : IDisposable
{
    private const string Host = """
        public interface IPricing { int Price(string item); int Tax { get; } int Extra() => 0; }
        public interface IBox<T> { T Open(T key); void Close(); }
        public class Basket { public int Count; public virtual void Add(int n) { } }
        public delegate int Sum(int a, int b);
        """;

    private readonly Scratch _scratch = new();
    private readonly Stager _stager;

    public ContractCheckTests() => _stager = _scratch.Stager();

    public void Dispose()
    {
        _stager.Dispose();
        _scratch.Dispose();
    }

    // Each test has a contract of its own: what the host has loaded stays loaded.
    private ImmutableArray<Reason> Check(
        string builtAgainst, string plugin, string host = Host, string hostVersion = "1.0.0.0", string pluginVersion = "1.0.0.0", bool ships = false)
    {
        string name = $"Contracts{Guid.NewGuid():N}";
        AssemblyLoadContext.Default.LoadFromAssemblyPath(_scratch.Compile($"host/{name}.dll", host, hostVersion));
        string newer = _scratch.Compile($"newer/{name}.dll", builtAgainst, pluginVersion);
        _scratch.Compile("p/p.dll", plugin, references: [newer]);
        if (ships)
        {
            File.Copy(newer, _scratch[$"p/{name}.dll"]);
        }

        return CandidateChecks.Run(
            _stager.Stage(ArtifactResolver.Resolve(_scratch["p"]), "plugin"), new SharedAssemblies([name]), out _);
    }

    private static Reason Refusal(ImmutableArray<Reason> reasons)
    {
        Reason reason = Assert.Single(reasons);
        Assert.Equal(ReasonCodes.ContractMismatch, reason.Code);
        return reason;
    }

    [Fact]
    public void Run_SameContract_Passes() => Assert.Empty(Check(
        Host,
        """
        public class P : IPricing { public int Price(string item) => item.Length; int IPricing.Tax => 1; }
        public class Box : IBox<string>, IBox<int> { public string Open(string k) => k; public int Open(int k) => k; public void Close() { } }
        public struct S : IBox<P> { public P Open(P k) => k; public void Close() { } }
        public class Mine : Basket { public override void Add(int n) { Count += n; base.Add(n); _ = ToString(); Sum s = (a, b) => a + b; s(1, 2); } }
        public class Inherits : P, IPricing;
        """));

    [Fact]
    public void Run_OlderContractThatOnlyGrewInTheHost_Passes() => Assert.Empty(Check(
        "public class Basket { public virtual void Add(int n) { } }",
        "public class Mine : Basket { public override void Add(int n) => base.Add(n); }",
        pluginVersion: "0.9.0.0"));

    [Fact]
    public void Run_NewerVersion_NamesBoth()
    {
        string message = Refusal(Check(Host, "public class P : Basket;", pluginVersion: "2.0.0.0")).Message;

        Assert.Contains("2.0.0.0", message);
        Assert.Contains("1.0.0.0", message);
    }

    [Fact]
    public void Run_NewerMember_IsNamed()
    {
        string message = Refusal(Check(
            Host.Replace("int Extra() => 0;", "int Extra() => 0; int Discount(int a) => a;"),
            "public static class P { public static int F(IPricing p) => p.Discount(1); }")).Message;

        Assert.Contains("IPricing.Discount", message);
        Assert.Contains("p.dll", message);
    }

    [Fact]
    public void Run_NewerMemberInShippedCopy_IsNamedToo() => Assert.Contains("Basket.Size", Refusal(Check(
        Host.Replace("public int Count;", "public int Count; public int Size;"),
        "public static class P { public static int F(Basket b) => b.Size; }",
        ships: true)).Message);

    [Fact]
    public void Run_OtherSignature_IsNamed() => Assert.Contains("Basket.Add", Refusal(Check(
        Host.Replace("Add(int n)", "Add(long n)"),
        "public static class P { public static void F(Basket b) => b.Add(1); }")).Message);

    [Fact]
    public void Run_NewerType_IsNamedOnce() => Assert.Contains("'Coupon'", Refusal(Check(
        Host + "public class Coupon { public int Value; }",
        "public static class P { public static int F() => new Coupon().Value; }")).Message);

    [Fact]
    public void Run_HostsInterfaceHasMore_NamesClassAndMember()
    {
        string message = Refusal(Check(
            "public interface IPricing { int Price(string item); }",
            "public class Cheap : IPricing { public int Price(string item) => 1; }")).Message;

        Assert.Contains("'Cheap'", message);
        Assert.Contains("IPricing.get_Tax", message);
    }

    [Fact]
    public void Run_HostsGenericInterfaceHasMore_NamesMember() => Assert.Contains("Close", Refusal(Check(
        "public interface IBox<T> { T Open(T key); }",
        "public class Box : IBox<int> { public int Open(int k) => k; }")).Message);

    [Fact]
    public void Run_HostsInterfaceExtendsAnother_NamesItsMember() => Assert.Contains("IBase.More", Refusal(Check(
        "public interface IBase; public interface IPricing { }",
        "public class P : IPricing;",
        host: "public interface IBase { void More(); } public interface IPricing : IBase { }")).Message);
}
