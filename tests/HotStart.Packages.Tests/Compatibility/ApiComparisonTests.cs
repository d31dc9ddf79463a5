using HotStart.Packages.Compatibility;

namespace HotStart.Packages.Tests.Compatibility;

/// <summary>Each kind of change, and whom it breaks.</summary>
public sealed class ApiComparisonTests
{
    private const bool Works = true;
    private const bool Breaks = false;

    // Old, new, the member, binary compatible, source compatible.
    public static TheoryData<string, string, string, bool, bool> Changes => new()
    {
        // Symbols.
        { "public static class A { public static int F() => 1; }", "public static class A { }", "A.F", Breaks, Breaks },
        { "public static class A { public static int F() => 1; }", "public static class A { public static long F() => 1; }", "A.F", Breaks, Breaks },
        { "public static class A { public static int F(int x) => 1; }", "public static class A { public static int F(string x) => 1; }", "A.F", Breaks, Breaks },
        { "public static class A { public static int F(int x) => 1; }", "public static class A { public static int F(int y) => 1; }", "A.F", Works, Breaks },
        { "public static class A { public static int F(int x) => 1; }", "public static class A { public static int F(int x, int y = 0) => 1; }", "A.F", Breaks, Works },
        { "public static class A { public static int F(int x = 1) => 1; }", "public static class A { public static int F(int x) => 1; }", "A.F", Works, Breaks },
        { "public static class A { public static int F(int x = 1) => 1; }", "public static class A { public static int F(int x = 2) => 1; }", "A.F", Works, Works },
        { "public static class A { }", "public static class A { public static int F() => 1; }", "A.F", Works, Works },
        { "public static class A { public static int V; }", "public static class A { public static readonly int V; }", "A.V", Breaks, Breaks },
        { "public static class A { public static readonly int V; }", "public static class A { public static int V { get; set; } }", "A.V", Breaks, Breaks },
        { "public static class A { public const int V = 1; }", "public static class A { public const int V = 2; }", "A.V", Breaks, Works },
        { "public static class A { public static int V { get; set; } }", "public static class A { public static int V { get; } }", "A.V", Breaks, Breaks },
        { "public static class A { public static int V { get; } }", "public static class A { public static int V { get; set; } }", "A.V", Works, Works },
        { "public class A { public static int F() => 1; }", "public class A { public int F() => 1; }", "A.F", Breaks, Breaks },
        { "public class A { public int F() => 1; }", "internal class A { public int F() => 1; }", "A", Breaks, Breaks },
        { "public static class A { [HotStart.Export(\"price\")] public static int F() => 1; }", "public static class A { public static int F() => 1; }", "A.F", Breaks, Breaks },
        { "public static class A { public static int F() => 1; }", "public static class A { [HotStart.Export(\"price\")] public static int F() => 1; }", "A.F", Works, Works },

        // Contracts.
        { "public interface I { void F(); }", "public interface I { void F(); void G(); }", "I.G", Breaks, Breaks },
        { "public interface I { void F(); }", "public interface I { void F(); void G() { } }", "I.G", Works, Works },
        { "public interface I { void F(); }", "public interface I : System.IDisposable { void F(); }", "I", Breaks, Breaks },
        { "public interface I { int P { get; } }", "public interface I { int P { get; set; } }", "I.P", Breaks, Breaks },
        { "public class A : System.IDisposable { public void Dispose() { } }", "public class A { public void Dispose() { } }", "A", Breaks, Breaks },
        { "public class A { }", "public sealed class A { }", "A", Breaks, Breaks },
        { "public class A { }", "public abstract class A { }", "A", Breaks, Breaks },
        { "public sealed class A { }", "public class A { }", "A", Works, Works },
        { "public class A { }", "public struct A { }", "A", Breaks, Breaks },
        { "public class A { public virtual void F() { } }", "public class A { public void F() { } }", "A.F", Breaks, Breaks },
        { "public abstract class A { }", "public abstract class A { public abstract void F(); }", "A.F", Breaks, Breaks },
        { "public class A { protected void F() { } }", "public class A { }", "A.F", Breaks, Breaks },
        { "public class A { public void F() { } }", "public class A { protected void F() { } }", "A.F", Breaks, Breaks },
        { "public class A<T> { }", "public class A<T> where T : class { }", "A`1", Breaks, Breaks },
        { "public class A { public void F<T>() { } }", "public class A { public void F<T>() where T : new() { } }", "A.F", Breaks, Breaks },
        { "public enum E { A = 1 }", "public enum E { A = 2 }", "E.A", Breaks, Works },
        { "public enum E { A = 1 }", "public enum E { A = 1, B = 2 }", "E.B", Works, Works },
        { "public record R(int X);", "public record R(int X, int Y);", "R.R", Breaks, Breaks },
        { "public class A { public event System.Action? E; void R() => E?.Invoke(); }", "public class A { }", "A.E", Breaks, Breaks },
        { "public class A { public A() { } }", "public class A { public A(int x) { } }", "A.A", Breaks, Breaks },
        { "public class A { public int P { get; set; } }", "public class A { public int P { get; init; } }", "A.P", Breaks, Breaks },
    };

    public static TheoryData<string, string> Same => new()
    {
        { "public static class A { public static int F() => 1; }", "public static class A { public static int F() => 2; static void G() { } internal static int H; }" },
        { "public class A<T> { public void F(T x) { } }", "public class A<U> { public void F(U x) { } }" },
        { "public class A { public void F() { } }", "public class B { public void F() { } } public class A : B { }" },
        { "public class A : System.IDisposable { public void Dispose() { } }", "public class B : System.IDisposable { public void Dispose() { } } public class A : B { }" },
        { "public sealed class A { }", "public sealed class A { protected void F() { } }" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Compare_Change_IsFoundAndJudged(string old, string @new, string member, bool binary, bool source)
    {
        using TempFolder folder = new();

        ApiComparison comparison = Compare(folder, old, @new);

        ApiChange[] about = [.. comparison.Changes.Where(c => c.Member == member)];
        Assert.True(about.Length > 0, $"Nothing about {member} in: {string.Join(" | ", comparison.Changes.Select(c => $"{c.Member}: {c.Message}"))}");
        Assert.Equal((binary, source), (about.All(c => c.IsBinaryCompatible), about.All(c => c.IsSourceCompatible)));
        Assert.Equal(!binary || !source, comparison.IsBreaking);
        Assert.All(comparison.Changes, c => Assert.Contains(c.Member, c.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Same))]
    public void Compare_WhatNobodyNotices_BreaksNothing(string old, string @new)
    {
        using TempFolder folder = new();

        ApiComparison comparison = Compare(folder, old, @new);

        Assert.DoesNotContain(comparison.Changes, c => c.IsBreaking || c.Member.StartsWith('A'));
    }

    [Fact]
    public void Compare_CodeThatWouldRun_RunsNot()
    {
        using TempFolder folder = new();
        string trap = $$"""
            public static class Trap { static Trap() => System.IO.File.WriteAllText(@"{{folder["sprung"]}}", ""); public static int F() => 1;
            [System.Runtime.CompilerServices.ModuleInitializer] internal static void Init() => System.IO.File.WriteAllText(@"{{folder["sprung"]}}", ""); }
            """;

        Assert.Empty(Compare(folder, trap, trap).Changes);
        Assert.False(File.Exists(folder["sprung"]));
    }

    [Fact]
    public void Compare_FileThatIsNoAssembly_SaysWhich()
    {
        using TempFolder folder = new();
        string good = new PluginForge(folder["a"]).Hello("v1");

        CandidateRejectedException e = Assert.Throws<CandidateRejectedException>(() => ApiComparison.Compare(good, folder.Write("bad.dll", "bad")));

        Assert.Contains("bad.dll", e.Message, StringComparison.Ordinal);
    }

    private static ApiComparison Compare(TempFolder folder, string old, string @new) => ApiComparison.Compare(
        new PluginForge(folder["old"]).Build("plugin", old), new PluginForge(folder["new"]).Build("plugin", @new));
}
