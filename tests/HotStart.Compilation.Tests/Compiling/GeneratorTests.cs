namespace HotStart.Compilation.Tests.Compiling;

public sealed class GeneratorTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Generator_Good_AddsItsCode()
    {
        string generator = _bench.Forge("good", Bench.Generator("Good", """output.AddSource("G.g.cs", $"public static class G {{ public static int V() => {compilation.SyntaxTrees.Count()}; }}");"""));
        _bench.Write("a.cs", "class A;");
        Assert.Equal(3, Bench.Call(await _bench.ImageAsync($"/analyzer:{generator}"), "G", "V"));

        _bench.Write("b.cs", "class B;");

        Assert.Equal(4, Bench.Call(await _bench.ImageAsync($"/analyzer:{generator}"), "G", "V"));
    }

    [Fact]
    public async Task Generator_BuiltAgain_TheNewOneRuns()
    {
        string generator = _bench.Forge("good", Bench.Generator("Good", """output.AddSource("G.g.cs", "public static class G { public static int V() => 1; }");"""));
        _bench.Write("a.cs", "class A;");
        Assert.Equal(1, Bench.Call(await _bench.ImageAsync($"/analyzer:{generator}"), "G", "V"));

        _bench.Forge("good", Bench.Generator("Good", """output.AddSource("G.g.cs", "public static class G { public static int V() => 2; }");"""));

        Assert.Equal(2, Bench.Call(await _bench.ImageAsync($"/analyzer:{generator}"), "G", "V"));
    }

    [Fact]
    public async Task Generator_OfTheFramework_RunsWhereItIsNeeded()
    {
        _bench.Write("a.cs", """
            using System.Text.RegularExpressions;
            public static partial class A
            {
                [GeneratedRegex("^a+$")]
                private static partial Regex Letters { get; }
                public static bool V() => Letters.IsMatch("aaa");
            }
            """);

        Assert.Equal(true, Bench.Call(await _bench.ImageAsync(), "A", "V"));
    }

    [Fact]
    public async Task Generator_Throwing_IsNamedAndTheNextGoodSaveCompiles()
    {
        string generator = _bench.Forge("bad", Bench.Generator("Grumpy", """if (compilation.GetTypeByMetadataName("Bad") is not null) throw new System.InvalidOperationException("not today");"""));
        _bench.Write("a.cs", "class Bad;");

        Reason error = await _bench.ErrorAsync($"/analyzer:{generator}");

        Assert.Equal("error CS8785: The source generator 'Grumpy' threw InvalidOperationException: not today", error.Message);
        _bench.Write("a.cs", "class Good;");
        await _bench.ImageAsync($"/analyzer:{generator}");
    }

    [Fact]
    public async Task Generator_Infinite_IsLeftBehindAndTheNextGoodSaveCompiles()
    {
        // It ends when the file is there: a test leaves nothing running.
        string gate = _bench.Folder["gate"];
        string generator = _bench.Forge("endless", Bench.Generator("Endless", $$"""
            if (compilation.GetTypeByMetadataName("Bad") is not null)
            {
                using System.IO.Pipes.AnonymousPipeServerStream never = new();
                System.IO.File.WriteAllText(@"{{gate}}.in", "");
                while (!System.IO.File.Exists(@"{{gate}}")) System.Threading.Thread.Sleep(5);
            }
            """));
        _bench.Write("a.cs", "class Bad;");
        Task<Reason> error = _bench.ErrorAsync($"/analyzer:{generator}");
        await EnteredAsync($"{gate}.in");

        _bench.Time.Advance(_bench.Options.Compiler.GeneratorLimit);

        Assert.Equal("The source generator 'Endless' did not end within 30 s (Compiler.GeneratorLimit).", (await error.LimitAsync()).Message);
        _bench.Write("a.cs", "class Good;");
        await _bench.ImageAsync($"/analyzer:{generator}");
        await File.WriteAllTextAsync(gate, "");
    }

    [Fact]
    public async Task Analyzer_WithErrors_Refuses()
    {
        string analyzer = _bench.Forge("strict", Analyzer("Error"));
        _bench.Write("a.cs", "class Bad;");

        Reason error = await _bench.ErrorAsync($"/analyzer:{analyzer}");

        Assert.Equal("No type may be called Bad", error.Diagnostic!.Message);
        _bench.Write("a.cs", "class Good;");
        await _bench.ImageAsync($"/analyzer:{analyzer}");
    }

    [Fact]
    public async Task Analyzer_ThatOnlyWarns_RefusesWhereConfigurationMakesItAnError()
    {
        string analyzer = _bench.Forge("mild", Analyzer("Warning"));
        _bench.Write("a.cs", "class Bad;");
        Assert.True((await _bench.CompileAsync($"/analyzer:{analyzer}")).Succeeded);

        _bench.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.MINE1.severity = error\n");

        Assert.Equal("MINE1", (await _bench.ErrorAsync($"/analyzer:{analyzer}")).Diagnostic!.Code);
    }

    private static string Analyzer(string severity) => $$"""
        using System.Collections.Immutable;
        using Microsoft.CodeAnalysis;
        using Microsoft.CodeAnalysis.Diagnostics;
        [DiagnosticAnalyzer("C#")]
        public sealed class Names : DiagnosticAnalyzer
        {
            private static readonly DiagnosticDescriptor Rule = new("MINE1", "t", "No type may be called {0}", "c", DiagnosticSeverity.{{severity}}, true);
            public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);
            public override void Initialize(AnalysisContext context)
            {
                context.EnableConcurrentExecution();
                context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
                context.RegisterSymbolAction(c => { if (c.Symbol.Name == "Bad") c.ReportDiagnostic(Diagnostic.Create(Rule, c.Symbol.Locations[0], "Bad")); }, SymbolKind.NamedType);
            }
        }
        """;

    private static async Task EnteredAsync(string file)
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        watcher.Created += (_, _) => entered.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(file))
        {
            await entered.Task.LimitAsync();
        }
    }
}
