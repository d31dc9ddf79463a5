using HotStart.Flow.Checks;
using HotStart.Tests.Candidates;

namespace HotStart.Tests.Checks;

public sealed class SymbolComparisonTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private ApiSurface Read(string file, string source)
    {
        ApiSurface surface = ApiSurface.Read(_scratch.Compile(file, source));
        Assert.Empty(surface.Reasons);
        return surface;
    }

    [Fact]
    public void Read_Exports_AreListedAsCSharpWritesThem()
    {
        ApiSurface surface = Read("a.dll", """
            namespace N;
            public static class Greeter
            {
                public static string Hello(string name, int? times, params object[] rest) => name;
                public static T First<T>(System.Collections.Generic.List<T> all, ref int n) => all[n];
                public static int Hits;
                public const string Word = "x";
                public static readonly int Fixed = 1;
                public static double Rate { get; set; }
                internal static void Hidden() { }
            }
            public class Sorter : IComparable<int> { public int CompareTo(int other) => 0; public static Sorter operator +(Sorter a, Sorter b) => a; }
            internal static class Secret { public static void Not() { } }
            public static class Outer { public static class Inner { public static void Deep() { } } }
            """);

        Assert.Equal(
            [
                "function N.Greeter.First: T First<T>(System.Collections.Generic.List<T> all, ref int n)",
                "variable N.Greeter.Fixed: readonly int",
                "function N.Greeter.Hello: string Hello(string name, int? times, object[] rest)",
                "variable N.Greeter.Hits: int",
                "variable N.Greeter.Rate: double { get; set; }",
                "variable N.Greeter.Word: const string",
                "function N.Outer.Inner.Deep: void Deep()",
                "contract N.Sorter: System.IComparable<int>",
            ],
            surface.Symbols.Select(s => s.ToString()));
    }

    [Fact]
    public void Of_RemovedChangedAndAdded_TellsThemApart()
    {
        ApiSurface old = Read("old.dll", """
            public static class A
            {
                public static void Gone() { }
                public static int Changed(int a) => a;
                public static int Renamed(int before) => before;
                public static int Overloaded(int a) => a;
                public static int Read { get; } = 1;
            }
            """);
        ApiSurface next = Read("next.dll", """
            public static class A
            {
                public static long Changed(int a) => a;
                public static int Renamed(int after) => after;
                public static int Overloaded(int a) => a;
                public static int Overloaded(string a) => 1;
                public static int Read { get; set; } = 1;
                public static int New;
            }
            """);

        SymbolComparison comparison = SymbolComparison.Of(old, next);

        Assert.Equal([ReasonCodes.SymbolChanged, ReasonCodes.SymbolMissing], comparison.Losses.Select(l => l.Code).Order(StringComparer.Ordinal));
        Assert.Contains(comparison.Losses, l => l.Message.Contains("'A.Gone' is gone"));
        Assert.Contains(comparison.Losses, l => l.Message.Contains("it was int Changed(int a) and is long Changed(int a)"));
        Assert.Equal(
            ["function A.Overloaded: int Overloaded(string a)", "variable A.New: int", "variable A.Read: int { get; set; }"],
            comparison.Additions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_SameSource_IsNoChange()
    {
        ApiSurface surface = Read("a.dll", "public static class A { public static void X() { } }");

        SymbolComparison comparison = SymbolComparison.Of(surface, surface);

        Assert.Empty(comparison.Losses);
        Assert.Empty(comparison.Additions);
    }
}
