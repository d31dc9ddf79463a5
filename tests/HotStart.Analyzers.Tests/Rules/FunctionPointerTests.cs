using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class FunctionPointerTests
{
    [Theory]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { nint M(Action a) => [|Marshal.GetFunctionPointerForDelegate(a)|]; }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public unsafe class Plug { nint M() => (nint)[|(delegate* unmanaged<void>)&On|]; [UnmanagedCallersOnly] static void On() { } }
        """)]
    public Task Hot009_Hazard_IsReported(string snippet) => Verify<FunctionPointer>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public unsafe class Plug { void M() { delegate*<void> f = &On; f(); } static void On() { } }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { void M(nint p) => Marshal.GetDelegateForFunctionPointer<Action>(p); }
        """)]
    public Task Hot009_HarmlessCode_IsLeftAlone(string snippet) => Verify<FunctionPointer>.LeavesAloneAsync(snippet);
}
