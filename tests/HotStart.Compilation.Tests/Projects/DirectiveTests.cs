using static HotStart.Compilation.Tests.Projects.ProjectShape;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>C# files whose directives mean what they mean to <c>dotnet build hello.cs</c>.</summary>
public sealed class DirectiveTests
{
    [Fact]
    public Task PackageAndProperty_OfAFile_AreThoseOfTheSdk() => new ShapeRun(new()
    {
        Entry = "hello.cs",
        Files = new()
        {
            ["hello.cs"] =
                """
                #:package Humanizer.Core@2.14.1
                #:property OutputType=Library
                #:property DefineConstants=$(DefineConstants);WORDS
                using Humanizer;
                public static class Greeter
                {
                #if WORDS
                    public static string Hello() => 21.ToWords();
                #endif
                }
                """,
        },
        FirstAnswer = "twenty-one",
        Edited = "hello.cs",
        Old = "21",
        New = "22",
        NextAnswer = "twenty-two",
        Broken = "x.",
    }).CheckAsync();

    [Fact]
    public Task Project_OfAFile_IsCompiledToo() => new ShapeRun(new()
    {
        Entry = "hello.cs",
        Files = new()
        {
            ["hello.cs"] = "#:project lib\n#:property OutputType=Library\npublic static class Greeter { public static string Hello() => Lib.Text; }",
            ["lib/lib.csproj"] = Project(),
            ["lib/Lib.cs"] = "public static class Lib { public static string Text => \"one\"; }",
        },
        FirstAnswer = "one",
        Edited = "lib/Lib.cs",
        Old = "\"one\"",
        New = "\"two\"",
        NextAnswer = "two",
        Broken = "2",
    }).CheckAsync();

    [Fact]
    public Task Sdk_OfAFile_BringsItsFrameworkAndUsings() => new ShapeRun(new()
    {
        Entry = "hello.cs",
        Files = new()
        {
            ["hello.cs"] = "#:sdk Microsoft.NET.Sdk.Web\n#:property OutputType=Library\npublic static class Greeter { public static string Hello() => \"one \" + nameof(PathString); }",
        },
        FirstAnswer = "one PathString",
        Edited = "hello.cs",
        Old = "one ",
        New = "two ",
        NextAnswer = "two PathString",
    }).CheckAsync();
}
