using static HotStart.Compilation.Tests.Projects.ProjectShape;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>Projects that refer to others and to packages. What is edited is what is referred to.</summary>
public sealed class ReferencingProjectTests
{
    [Fact]
    public Task Project_ThatIsReferredTo_IsCompiledBeforeItsDependents() => new ShapeRun(new()
    {
        Entry = "app/hello.csproj",
        Files = new()
        {
            ["app/hello.csproj"] = Project(items: "<ProjectReference Include=\"../lib/lib.csproj\" />"),
            ["app/Greeter.cs"] = "public static class Greeter { public static string Hello() => Secret.Text + Secret.Constant; }",
            ["lib/lib.csproj"] = Project(items: "<InternalsVisibleTo Include=\"hello\" />"),
            ["lib/Secret.cs"] = "internal static class Secret { public const string Constant = \"1\"; public static string Text => \"lib\"; }",
        },
        FirstAnswer = "lib1",
        Edited = "lib/Secret.cs",
        Old = "Constant = \"1\"; public static string Text => \"lib\";",
        New = "Constant = \"2\"; public static string Text => \"new\";",
        NextAnswer = "new2",
        Broken = "Constant = \"2\"; public static string Text => 2;",
    }).CheckAsync();

    [Fact]
    public Task Projects_OfTwoLevelsWithPropsAbove_AreCompiledInOrder() => new ShapeRun(new()
    {
        Entry = "app/hello.csproj",
        Files = new()
        {
            ["Directory.Build.props"] = "<Project><Import Project=\"eng/common.props\" /><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>",
            ["Directory.Packages.props"] = "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include=\"Newtonsoft.Json\" Version=\"13.0.4\" /></ItemGroup></Project>",
            ["eng/common.props"] = "<Project><PropertyGroup><DefineConstants>$(DefineConstants);COMMON</DefineConstants></PropertyGroup></Project>",
            ["app/hello.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../middle/middle.csproj\" /></ItemGroup></Project>",
            ["app/Greeter.cs"] = "public static class Greeter {\n#if COMMON\npublic static string Hello() => Middle.Text + Base.Text;\n#endif\n}",
            ["middle/middle.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../base/base.csproj\" /></ItemGroup></Project>",
            ["middle/Middle.cs"] = "public static class Middle { public static string Text => \"middle+\" + Base.Text; }",
            ["base/base.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Newtonsoft.Json\" /></ItemGroup></Project>",
            ["base/Base.cs"] = "public static class Base { public static string Text => Newtonsoft.Json.JsonConvert.ToString(1); }",
        },
        FirstAnswer = "middle+11",
        Edited = "base/Base.cs",
        Old = "ToString(1)",
        New = "ToString(2)",
        NextAnswer = "middle+22",
        Broken = "Tostring(2)",
    }).CheckAsync();

    [Fact]
    public Task Generator_OfAProject_WritesItsPart() => new ShapeRun(new()
    {
        Entry = "app/hello.csproj",
        Files = new()
        {
            ["app/hello.csproj"] = Project(items: "<ProjectReference Include=\"../gen/gen.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" /><AdditionalFiles Include=\"words.txt\" />"),
            ["app/words.txt"] = "alpha",
            ["app/Greeter.cs"] = "public static partial class Greeter { public static string Hello() => Generated() + \"1\"; }",
            ["gen/gen.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion></PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.CodeAnalysis.CSharp\" Version=\"5.9.0\" PrivateAssets=\"all\" /></ItemGroup></Project>",
            ["gen/Words.cs"] =
                """
                using Microsoft.CodeAnalysis;
                [Generator]
                public sealed class Words : IIncrementalGenerator
                {
                    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
                        context.AdditionalTextsProvider.Collect(),
                        static (output, files) => output.AddSource("words.g.cs", "public static partial class Greeter { private static string Generated() => \"" + files[0].GetText() + "\"; }"));
                }
                """,
        },
        FirstAnswer = "alpha1",
        Edited = "app/Greeter.cs",
        Old = "\"1\"",
        New = "\"2\"",
        NextAnswer = "alpha2",
        Broken = "2.Nothing()",
    }).CheckAsync();

    [Fact]
    public Task Generators_OfTheFramework_WriteTheirParts() => new ShapeRun(new()
    {
        Entry = "hello.csproj",
        Files = new()
        {
            ["hello.csproj"] = Project(items: "<PackageReference Include=\"Microsoft.Extensions.Logging.Abstractions\" Version=\"10.0.15\" />"),
            ["Greeter.cs"] =
                """
                using System.Text.Json.Serialization;
                using System.Text.RegularExpressions;
                using Microsoft.Extensions.Logging;
                public sealed record Word(string Text);
                [JsonSerializable(typeof(Word))] public sealed partial class WordJson : JsonSerializerContext;
                public static partial class Greeter
                {
                    [GeneratedRegex("^[a-z]+")] private static partial Regex Letters();
                    [LoggerMessage(1, LogLevel.Information, "said {Text}")] public static partial void Said(ILogger logger, string text);
                    public static string Hello() => System.Text.Json.JsonSerializer.Serialize(new Word(Letters().Match("abc1").Value), WordJson.Default.Word);
                }
                """,
        },
        FirstAnswer = "{\"Text\":\"abc\"}",
        Edited = "Greeter.cs",
        Old = "abc1",
        New = "xyz1",
        NextAnswer = "{\"Text\":\"xyz\"}",
        Broken = "xyz1\".Nothing + \"",
    }).CheckAsync();
}
