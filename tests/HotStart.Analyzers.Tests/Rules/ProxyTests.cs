using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class ProxyTests
{
    [Theory]
    [InlineData(
        """
        type:public interface I { } public class P : System.Reflection.DispatchProxy { protected override object? Invoke(System.Reflection.MethodInfo? m, object?[]? a) => null; static I Make() => [|Create<I, P>()|]; }
        """)]
    [InlineData(
        """
        void M() { [|System.Reflection.DispatchProxy.Create(typeof(IBoard), typeof(Plug))|]; }
        """)]
    public Task Hot005_Hazard_IsReported(string snippet) => Verify<Proxy>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        void M() { Create(); } static void Create() { Activator.CreateInstance(typeof(Plug)); }
        """)]
    public Task Hot005_HarmlessCode_IsLeftAlone(string snippet) => Verify<Proxy>.LeavesAloneAsync(snippet);
}
