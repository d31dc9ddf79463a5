using System.Collections.Immutable;
using System.Reflection;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Tests.Plans;

public sealed class DefaultPlansTests : IDisposable
{
    private const string Code = """
        #:property OutputType=Library
        // Uses the implicit usings, nullable annotations, top C# and the symbols of the framework.
        public static class Greeter
        {
            public static string? Hello(List<int>? numbers) => numbers?.Sum().ToString();
            public static async Task<int> Later(this int x) { await Task.Yield(); return x; }
            public static int Length { get => field; set => field = Math.Abs(value); }
        #if NET10_0_OR_GREATER && NETCOREAPP && !DEBUG
            public static void Newest() { }
        #endif
        }
        internal record Hidden(int X);
        """;

    private readonly TempFolder _folder = new();
    private readonly DefaultPlans _plans = new(new PluginHostOptions());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hello.cs", "", true)]
    [InlineData("hello.cs", "#:property OutputType=Library", true)]
    [InlineData("hello.cs", "#:package A@1", false)]
    public void Covers_Directives_NeedAnotherSource(string name, string code, bool expected)
    {
        string file = _folder.Write(name, code);

        Assert.Equal(expected, _plans.Covers(ArtifactResolver.Resolve(file), DirectiveReader.Read(file)));
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    public void Covers_BuildFilesAbove_NeedAnotherSource(string name)
    {
        string file = _folder.Write("deep/below/hello.cs", "class A;");
        Assert.True(_plans.Covers(ArtifactResolver.Resolve(file), []));

        _folder.Write(name, "<Project><PropertyGroup /></Project>");
        Assert.False(_plans.Covers(ArtifactResolver.Resolve(file), []));

        // One without content keeps those further up away, as it does for MSBuild.
        _folder.Write($"deep/{name}", "<!-- alone --><Project></Project>");
        Assert.True(_plans.Covers(ArtifactResolver.Resolve(file), []));
    }

    /// <summary>What means something to the command line of a compiler means nothing in a path.</summary>
    [Theory]
    [InlineData("Müller, Söhne/hello.cs")]
    [InlineData("a=b;c/hello.cs")]
    [InlineData("quo\"te's/hello.cs")]
    [InlineData("star*? #1/@-hello.cs")]
    [InlineData("plugins/@hello, world;=.cs")]
    public async Task Plan_PathWithSigns_IsCompiledByItsConfiguration(string path)
    {
        string file = _folder.Write(path, "public static class Greeter { public static int Hello() { int unused = 1; return 2; } }");
        string config = Path.Join(Path.GetDirectoryName(file), ".editorconfig");
        await File.WriteAllTextAsync(config, "root = true\n[*.cs]\ndotnet_diagnostic.CS0219.severity = none\n");
        using SourceBuilder builder = new(new PluginHostOptions());

        BuildResult built = await builder.BuildAsync(ArtifactResolver.Resolve(file), _folder["out"], CancellationToken.None).LimitAsync();

        Assert.True(built.Succeeded, string.Join('\n', built.Errors));
        Assert.Empty(built.Warnings);
        await File.WriteAllTextAsync(config, "root = true\n[*.cs]\ndotnet_diagnostic.CS0219.severity = error\n");
        BuildResult strict = await builder.BuildAsync(ArtifactResolver.Resolve(file), _folder["out"], CancellationToken.None).LimitAsync();
        Assert.Equal((file, "CS0219"), (Assert.Single(strict.Errors).Diagnostic!.File, strict.Errors[0].Diagnostic!.Code));
    }

    [Fact]
    public async Task Plan_FileNameWithAQuotationMark_IsRefusedInWords()
    {
        string file = _folder.Write("he\"llo.cs", "public static class Greeter;");
        using SourceBuilder builder = new(new PluginHostOptions());

        BuildResult built = await builder.BuildAsync(ArtifactResolver.Resolve(file), _folder["out"], CancellationToken.None).LimitAsync();

        Assert.Contains("he\"llo.cs' has a quotation mark in its name", Assert.Single(built.Errors).Message, StringComparison.Ordinal);
    }

    /// <summary>The same file through the SDK: what others can see of it is the same.</summary>
    [Fact]
    public async Task Plan_OfOneFile_GivesWhatTheSdkGives()
    {
        string file = _folder.Write("hello.cs", Code);
        using SourceBuilder builder = new(new PluginHostOptions());
        BuildResult ours = await builder.BuildAsync(ArtifactResolver.Resolve(file), _folder["ours"], CancellationToken.None).LimitAsync();
        Assert.True(ours.Succeeded, string.Join('\n', ours.Errors));

        string theirs = await SdkBuild.RunAsync(file, _folder["theirs"]);

        Assert.Equal(await SurfaceAsync(theirs), await SurfaceAsync(ours.MainFile!));
    }

    private static async Task<string> SurfaceAsync(string dll)
    {
        Assembly assembly = Assembly.Load(await File.ReadAllBytesAsync(dll));
        IEnumerable<string> types = assembly.GetTypes().Where(t => t.Namespace != "Microsoft.CodeAnalysis" && !t.Name.Contains('<'))
            .SelectMany(t => t.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
                .Select(m => $"{t.FullName}: {m} {string.Join(',', m.GetCustomAttributesData().Select(a => a.AttributeType.Name).Order(StringComparer.Ordinal))}"));
        IEnumerable<string> attributes = assembly.GetCustomAttributesData().Select(a => a.ToString());
        IEnumerable<string> references = assembly.GetReferencedAssemblies().Select(a => a.FullName);
        return string.Join('\n', [assembly.FullName!, .. new[] { types, attributes, references }.SelectMany(l => l.Order(StringComparer.Ordinal))]);
    }
}
