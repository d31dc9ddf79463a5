using HotStart.Compilation.Tests.Saving;
using static HotStart.Compilation.Tests.Projects.ProjectShape;

namespace HotStart.Compilation.Tests.Projects;

public sealed class WatchedProjectTests
{
    [Fact]
    public async Task FilesOutsideOfTheFolder_Edited_GoLive()
    {
        await using SourceRig rig = new();
        rig.Folder.Write("lib/lib.csproj", Project());
        rig.Folder.Write("lib/Lib.cs", "public static class Lib { public static string Text => \"lib1\"; }");
        rig.Folder.Write("linked/Linked.cs", "internal static class Linked { public const string Text = \"linked1\"; }");
        rig.Folder.Write("app/hello.csproj", Project(items: "<ProjectReference Include=\"../lib/lib.csproj\" /><Compile Include=\"../linked/Linked.cs\" />"));
        rig.Folder.Write("app/Greeter.cs", "public static class Greeter { public static string Hello() => Lib.Text + Linked.Text; }");
        await rig.OpenAsync("app");
        Assert.Equal("lib1linked1", rig.Answer());

        rig.Folder.Write("lib/Lib.cs", "public static class Lib { public static string Text => \"lib2\"; }");
        await rig.AnswersAsync("lib2linked1");
        rig.Folder.Write("linked/Linked.cs", "internal static class Linked { public const string Text = \"linked2\"; }");
        await rig.AnswersAsync("lib2linked2");

        // What one project says of another is broken by the other; the place that is told is the one that has to change.
        rig.Folder.Write("lib/Lib.cs", "public static class Lib { public static int Other => 3; }");
        PluginEvent refused = await rig.NextAsync(PluginEventKind.Refused);
        Assert.Contains("CS0117", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Greeter.cs", refused.Message, StringComparison.Ordinal);
        Assert.Equal("lib2linked2", rig.Answer());
        rig.Folder.Write("lib/Lib.cs", "public static class Lib { public static string Text => \"lib4\"; }");
        await rig.AnswersAsync("lib4linked2");
    }

    [Fact]
    public async Task ProjectFolder_DroppedAmongPlugins_IsOneAndIsEvaluatedAnewWhenItHasTo()
    {
        await using SourceRig rig = new();
        rig.Folder.MakeFolder("plugins");
        rig.Folder.Write("Directory.Build.props", "<Project />");
        await rig.StartAsync("plugins");
        rig.Folder.Write("draft/hello.csproj", Project("<DefineConstants>$(DefineConstants);ONE</DefineConstants>"));
        rig.Folder.Write("draft/Greeter.cs", "public static partial class Greeter {\n#if ONE\npublic static string Hello() => \"one\";\n#else\npublic static string Hello() => Two();\n#endif\n}");
        Directory.Move(rig.Folder["draft"], rig.Folder["plugins/hello"]);
        await rig.NextAsync(PluginEventKind.Swapped);
        Assert.Equal("one", rig.Answer());

        rig.Folder.Write("plugins/hello/Two.cs", "public static partial class Greeter { public static string Two() => \"two\"; }");
        await rig.SwappedAsync();
        Assert.Equal("two", rig.Host!["hello"].Lookup<Func<string>>("Two")());

        rig.Folder.Write("plugins/hello/hello.csproj", Project());
        await rig.AnswersAsync("two");

        rig.Folder.Write("Directory.Build.props", "<Project><PropertyGroup><DefineConstants>$(DefineConstants);ONE</DefineConstants></PropertyGroup></Project>");
        await rig.AnswersAsync("one");

        rig.Folder.Write("plugins/hello/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CS0219.severity = error\n");
        rig.Folder.Write("plugins/hello/Two.cs", "public static partial class Greeter { public static string Two() { int unused = 1; return \"three\"; } }");
        PluginEvent refused = await rig.NextAsync(PluginEventKind.Refused);
        Assert.Contains("CS0219", refused.Message, StringComparison.Ordinal);
        Assert.Equal("one", rig.Answer());
    }

    [Fact]
    public async Task Generator_Edited_WritesAnewWithoutARestart()
    {
        await using SourceRig rig = new();
        rig.Folder.Write("gen/gen.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion></PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.CodeAnalysis.CSharp\" Version=\"5.9.0\" PrivateAssets=\"all\" /></ItemGroup></Project>");
        rig.Folder.Write("gen/Words.cs", Generator("one"));
        rig.Folder.Write("app/hello.csproj", Project(items: "<ProjectReference Include=\"../gen/gen.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />"));
        rig.Folder.Write("app/Greeter.cs", "public static partial class Greeter { public static string Hello() => Generated() + \"1\"; }");
        await rig.OpenAsync("app/hello.csproj");
        Assert.Equal("one1", rig.Answer());

        rig.Folder.Write("app/Greeter.cs", "public static partial class Greeter { public static string Hello() => Generated() + \"2\"; }");
        await rig.AnswersAsync("one2");
        rig.Folder.Write("gen/Words.cs", Generator("two"));
        await rig.AnswersAsync("two2");
        rig.Folder.Write("app/Greeter.cs", "public static partial class Greeter { public static string Hello() => Generated() + \"3\"; }");
        await rig.AnswersAsync("two3");
    }

    private static string Generator(string word) =>
        $$"""
        using Microsoft.CodeAnalysis;
        [Generator]
        public sealed class Words : IIncrementalGenerator
        {
            public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(
                static output => output.AddSource("words.g.cs", "public static partial class Greeter { private static string Generated() => \"{{word}}\"; }"));
        }
        """;
}
