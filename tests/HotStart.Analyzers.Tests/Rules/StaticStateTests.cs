using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class StaticStateTests
{
    [Theory]
    [InlineData(
        """
        public static int [|Hits|];
        """)]
    [InlineData(
        """
        public static List<int> [|All|] { get; set; } = [];
        """)]
    public Task Hot016_Hazard_IsReported(string snippet) => Verify<StaticState>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        private static int _hits; internal static int Some; public static readonly List<int> All = []; public const int Max = 3; public static int Count => _hits++; public static int Set { get; private set; }
        """)]
    [InlineData(
        """
        type:internal static class Inner { public static int Hits; } public enum Colour { Red }
        """)]
    [InlineData(
        """
        [Export("hits")] public static int Hits; [ThreadStatic] public static int Mine; public int Each;
        """)]
    public Task Hot016_HarmlessCode_IsLeftAlone(string snippet) => Verify<StaticState>.LeavesAloneAsync(snippet);
}
