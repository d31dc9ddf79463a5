using HotStart.Compilation.Plans;

namespace HotStart.Compilation.Tests.Plans;

public sealed class DirectiveReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_LinesBeforeTheFirstCode_AreDirectives()
    {
        string file = _folder.Write("a.cs", """
            #!/usr/bin/env dotnet
            // a comment
            #:package Humanizer.Core@2.14.1
            /* one
            #:package Not.This@1.0.0
            */  #:property  LangVersion=preview
            #nullable enable
            #:sdk Microsoft.NET.Sdk.Web

            using System;
            #:package Too.Late@1.0.0
            """);

        Assert.Equal(
            [new(file, 3, "package", "Humanizer.Core@2.14.1"), new(file, 6, "property", "LangVersion=preview"), new(file, 8, "sdk", "Microsoft.NET.Sdk.Web")],
            DirectiveReader.Read(file));
    }

    [Theory]
    [InlineData("property", "OutputType=Library", true)]
    [InlineData("property", "OutputType = Library", true)]
    [InlineData("property", "OutputType=Exe", false)]
    [InlineData("package", "OutputType=Library", false)]
    public void IsLibraryOutput_OnlyThat_NeedsNoMSBuild(string kind, string value, bool expected) =>
        Assert.Equal(expected, new Directive("/a.cs", 1, kind, value).IsLibraryOutput);
}
