using HotStart.Compilation.Tests.Saving;
using static HotStart.Compilation.Tests.Projects.ProjectShape;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>What cannot be built leaves the old version serving, and the next good save goes live.</summary>
public sealed class BadDirectiveTests
{
    [Fact]
    public async Task Packages_MissingOrOfNoSuchVersion_AreRefusedByName()
    {
        await using SourceRig rig = new();
        rig.Folder.Write("hello.cs", SourceRig.Code("good"));
        await rig.OpenAsync("hello.cs");

        await RefusedAsync(rig, "#:package Newtonsoft.Json@99.0.0", "NU1102", "Newtonsoft.Json");
        await RefusedAsync(rig, "#:package", "hello.cs(1)", "package");
        rig.Folder.Write("hello.cs", SourceRig.Code("better"));
        await rig.AnswersAsync("better");
    }

    [Fact]
    public async Task Projects_ThatReferToEachOther_AreRefusedAsACircle()
    {
        await using SourceRig rig = new();
        rig.Folder.Write("one/one.csproj", Project(items: "<ProjectReference Include=\"../two/two.csproj\" />"));
        rig.Folder.Write("two/two.csproj", Project(items: "<ProjectReference Include=\"../one/one.csproj\" />"));
        rig.Folder.Write("hello.cs", SourceRig.Code("good"));
        await rig.OpenAsync("hello.cs");

        await RefusedAsync(rig, "#:project one", "NU1108", "Cycle");
        await RefusedAsync(rig, "#:project nowhere", "hello.cs(1)", "nowhere");
        rig.Folder.Write("hello.cs", SourceRig.Code("better"));
        await rig.AnswersAsync("better");
    }

    internal static async Task RefusedAsync(SourceRig rig, string directive, params string[] words)
    {
        rig.Folder.Write("hello.cs", $"{directive}\n{SourceRig.Code("bad")}");
        PluginEvent refused = await rig.NextAsync(PluginEventKind.Refused);
        Assert.All(words, w => Assert.Contains(w, refused.Message, StringComparison.Ordinal));
        Assert.Equal("good", rig.Answer());
    }
}
