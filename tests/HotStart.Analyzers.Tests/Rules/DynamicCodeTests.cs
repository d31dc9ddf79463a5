using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class DynamicCodeTests
{
    [Theory]
    [InlineData(
        """
        int M(object x) { dynamic d = x; return [|d.Length|]; }
        """)]
    [InlineData(
        """
        void M(dynamic d) { [|d.Run(1)|]; d.Run(2); }
        """)]
    [InlineData(
        """
        int M(dynamic d) => [|d|];
        """)]
    [InlineData(
        """
        object M(dynamic d) => [|d + 1|];
        """)]
    [InlineData(
        """
        void M(dynamic d) { [|d[0]|] = 1; }
        """)]
    public Task Hot006_Hazard_IsReported(string snippet) => Verify<DynamicCode>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        object M(dynamic d) => d;
        """)]
    [InlineData(
        """
        void M(object x) { dynamic d = x; object y = d; y.ToString(); }
        """)]
    [InlineData(
        """
        void M(dynamic d) { if (d is string s) { s.ToString(); } }
        """)]
    public Task Hot006_HarmlessCode_IsLeftAlone(string snippet) => Verify<DynamicCode>.LeavesAloneAsync(snippet);
}
