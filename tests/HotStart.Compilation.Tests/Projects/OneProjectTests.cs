using static HotStart.Compilation.Tests.Projects.ProjectShape;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>Projects that refer to nothing: what the compiler is told beside the code.</summary>
public sealed class OneProjectTests
{
    [Fact]
    public Task Usings_ImplicitGlobalAndNullable_AreThoseOfTheSdk() => new ShapeRun(new()
    {
        Entry = "hello.csproj",
        Files = new()
        {
            ["hello.csproj"] = Project("<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><WarningsAsErrors>nullable</WarningsAsErrors>", "<Using Include=\"System.Text\" /><Using Include=\"System.Math\" Static=\"true\" />"),
            ["Usings.cs"] = "global using Words = System.Collections.Generic.List<string>;",
            ["Greeter.cs"] = "public static class Greeter { public static string? Maybe; public static string Hello() { Words words = [\"one\", $\"{Max(1, 2)}\"]; return new StringBuilder().AppendJoin(' ', words.Select(w => w)).ToString(); } }",
        },
        FirstAnswer = "one 2",
        Edited = "Greeter.cs",
        Old = "\"one\"",
        New = "\"two\"",
        NextAnswer = "two 2",
        Broken = "Maybe.Trim()",
    }).CheckAsync();

    [Fact]
    public Task Symbols_ConstantsAndUnsafe_AreThoseOfTheProject() => new ShapeRun(new()
    {
        Entry = "hello.csproj",
        Files = new()
        {
            ["hello.csproj"] = Project("<DefineConstants>$(DefineConstants);SPECIAL;$(MSBuildProjectName.ToUpperInvariant())</DefineConstants><AllowUnsafeBlocks>true</AllowUnsafeBlocks><AssemblyName>Hello.Named</AssemblyName><RootNamespace>Named</RootNamespace><Version>1.2.3</Version><CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>"),
            ["Greeter.cs"] =
                """
                public static unsafe class Greeter
                {
                #if SPECIAL && HELLO && RELEASE && NET10_0_OR_GREATER
                    public static string Hello() { int one = 1; int* at = &one; return $"v{*at}"; }
                #endif
                }
                """,
        },
        FirstAnswer = "v1",
        Edited = "Greeter.cs",
        Old = "$\"v{*at}\"",
        New = "$\"v{*at}{*at}\"",
        NextAnswer = "v11",
        Broken = "*at",
    }).CheckAsync();

    [Fact]
    public Task Resources_EmbeddedTranslatedAndCopied_LieWhereTheyBelong() => new ShapeRun(new()
    {
        Entry = "hello.csproj",
        Files = new()
        {
            ["hello.csproj"] = Project("", "<EmbeddedResource Include=\"words ä.txt\" LogicalName=\"words\" /><Content Include=\"data/beside.txt\" CopyToOutputDirectory=\"PreserveNewest\" />"),
            ["words ä.txt"] = "embedded",
            ["data/beside.txt"] = "beside",
            ["Texts.resx"] = Resx("resource"),
            ["Texts.de.resx"] = Resx("Ressource"),
            ["Greeter.cs"] =
                """
                using System.IO;
                using System.Resources;
                public static class Greeter
                {
                    public static string Hello()
                    {
                        using StreamReader words = new(typeof(Greeter).Assembly.GetManifestResourceStream("words")!);
                        string beside = File.ReadAllText(Path.Combine(Path.GetDirectoryName(typeof(Greeter).Assembly.Location)!, "data", "beside.txt"));
                        return $"{words.ReadToEnd()} {beside} {new ResourceManager("hello.Texts", typeof(Greeter).Assembly).GetString("Word", System.Globalization.CultureInfo.InvariantCulture)} 1";
                    }
                }
                """,
        },
        FirstAnswer = "embedded beside resource 1",
        Edited = "Greeter.cs",
        Old = "} 1\"",
        New = "} 2\"",
        NextAnswer = "embedded beside resource 2",
    }).CheckAsync();

    [Fact]
    public Task Files_PartialAndLinked_AreAllCompiled() => new ShapeRun(new()
    {
        Entry = "app/hello.csproj",
        Files = new()
        {
            ["app/hello.csproj"] = Project("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "<Compile Include=\"../linked/*.cs\" LinkBase=\"linked\" /><Compile Remove=\"old/**\" />"),
            ["app/Greeter.cs"] = "public static partial class Greeter { public static string Hello() => One() + Linked.Two; }",
            ["app/deep/Greeter.One.cs"] = "public static partial class Greeter { private static string One() => \"one\"; }",
            ["app/old/Broken.cs"] = "this is no code",
            ["linked/Linked.cs"] = "internal static class Linked { public const string Two = \"two\"; }",
        },
        FirstAnswer = "onetwo",
        Edited = "linked/Linked.cs",
        Old = "\"two\"",
        New = "\"three\"",
        NextAnswer = "onethree",
        Broken = "\"two\"; private static int unused",
    }).CheckAsync();

    [Fact]
    public Task EditorConfig_ThatMakesAWarningAnError_DoesSo() => new ShapeRun(new()
    {
        Entry = "hello.csproj",
        Files = new()
        {
            [".editorconfig"] = "root = true\n[*.cs]\ndotnet_diagnostic.CS0219.severity = error\n",
            ["hello.csproj"] = Project(),
            ["Greeter.cs"] = "public static class Greeter { public static string Hello() => \"one\"; }",
        },
        FirstAnswer = "one",
        Edited = "Greeter.cs",
        Old = "=> \"one\";",
        New = "=> \"two\";",
        NextAnswer = "two",
        Broken = "{ int unused = 1; return \"three\"; }",
    }).CheckAsync();

    private static string Resx(string word) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <root>
          <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
          <resheader name="version"><value>2.0</value></resheader>
          <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value></resheader>
          <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value></resheader>
          <data name="Word" xml:space="preserve"><value>{word}</value></data>
        </root>
        """;
}
