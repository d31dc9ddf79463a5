using System.Collections.Immutable;
using System.Reflection;
using HotStart.Compilation.Compiling;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.Compilation.Tests.Compiling;

/// <summary>A folder of sources and a compiler of its own over it.</summary>
internal sealed class Bench : IDisposable
{
    private readonly DefaultPlans _plans;

    public Bench()
    {
        _plans = new DefaultPlans(Options);
        Compiler = new WarmCompiler(Options.Compiler, Time);
        Folder.MakeFolder("src");
    }

    public TempFolder Folder { get; } = new();

    public PluginHostOptions Options { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public WarmCompiler Compiler { get; }

    public string Write(string name, string content) => Folder.Write(Path.Join("src", name), content);

    /// <summary>The plan of the whole folder.</summary>
    public async Task<CompilePlan> PlanAsync(params IEnumerable<string> arguments)
    {
        Artifact artifact = ArtifactResolver.Resolve(Folder["src"]);
        PlanResult result = await _plans.PlanAsync(artifact, [], Folder["work"], CancellationToken.None);
        return result.Plan! with { Arguments = [.. result.Plan!.Arguments, .. arguments] };
    }

    public async Task<BuildResult> CompileAsync(params IEnumerable<string> arguments) =>
        await Compiler.CompileAsync("key", await PlanAsync(arguments), Folder["out"], CancellationToken.None).LimitAsync();

    /// <summary>The same, where it has to succeed; gives the image.</summary>
    public async Task<byte[]> ImageAsync(params IEnumerable<string> arguments)
    {
        BuildResult result = await CompileAsync(arguments);
        Assert.True(result.Succeeded, string.Join('\n', result.Errors));
        return await File.ReadAllBytesAsync(result.MainFile!);
    }

    /// <summary>The only error, where there has to be one.</summary>
    public async Task<Reason> ErrorAsync(params IEnumerable<string> arguments)
    {
        BuildResult result = await CompileAsync(arguments);
        Assert.False(result.Succeeded);
        return Assert.Single(result.Errors);
    }

    /// <summary>Calls a public static function without parameters.</summary>
    public static object? Call(byte[] image, string type, string method) =>
        Assembly.Load(image).GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, null);

    /// <summary>An assembly with a generator or analyzer in it.</summary>
    public string Forge(string name, string code) => new PluginForge(Folder.MakeFolder("analyzers")).Build(new PluginSource(name, code)
    {
        References = [typeof(SyntaxTree).Assembly.Location, typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.Location],
    });

    /// <summary>The code of a generator that does this each time a tree changed.</summary>
    public static string Generator(string name, string body) => $$"""
        using Microsoft.CodeAnalysis;
        [Generator]
        public sealed class {{name}} : IIncrementalGenerator
        {
            public void Initialize(IncrementalGeneratorInitializationContext context) =>
                context.RegisterSourceOutput(context.CompilationProvider, static (output, compilation) => { {{body}} });
        }
        """;

    public void Dispose()
    {
        Compiler.Dispose();
        Folder.Dispose();
    }
}
