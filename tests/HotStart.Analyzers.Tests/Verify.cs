using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace HotStart.Analyzers.Tests;

/// <summary>Runs one rule over a snippet: it must report just what stands in <c>[|…|]</c>.</summary>
internal static class Verify<TRule>
    where TRule : DiagnosticAnalyzer, new()
{
    public static Task ReportsAsync(string snippet)
    {
        Assert.Contains("[|", snippet);
        return RunAsync(snippet);
    }

    public static Task LeavesAloneAsync(string snippet)
    {
        Assert.DoesNotContain("[|", snippet);
        return RunAsync(snippet);
    }

    /// <summary>The fix makes of the one what stands in the other, and the rule is content with it.</summary>
    public static Task FixesAsync<TFix>(string before, string after)
        where TFix : CodeFixProvider, new()
    {
        FixTest<TFix> test = new() { TestCode = Snippet.Code(before), FixedCode = Snippet.Code(after) };
        Prepare(test.TestState);
        Prepare(test.FixedState);
        return test.RunAsync();
    }

    private static Task RunAsync(string snippet)
    {
        RuleTest test = new() { TestCode = Snippet.Code(snippet) };
        Prepare(test.TestState);
        return test.RunAsync();
    }

    private static void Prepare(SolutionState state)
    {
        state.Sources.Add(("Usings.cs", Snippet.Usings));
        state.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        state.AdditionalReferences.AddRange(Snippet.References);
    }

    private sealed class RuleTest : CSharpAnalyzerTest<TRule, DefaultVerifier>
    {
        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp14);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
    }

    private sealed class FixTest<TFix> : CSharpCodeFixTest<TRule, TFix, DefaultVerifier>
        where TFix : CodeFixProvider, new()
    {
        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp14);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
    }
}
