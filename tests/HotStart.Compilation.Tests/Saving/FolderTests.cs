namespace HotStart.Compilation.Tests.Saving;

/// <summary>Folders of C# files, and folders of plugins some of which are C#.</summary>
public sealed class FolderTests : IAsyncDisposable
{
    private readonly SourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task PluginFolder_FileEditedAddedAndRemoved_GoesLive()
    {
        _rig.Folder.Write("hello/greeter.cs", "public static class Greeter { public static string Hello() => Words.Hi; }");
        _rig.Folder.Write("hello/words.cs", "internal static class Words { public const string Hi = \"v0\"; }");
        await _rig.OpenAsync("hello");
        Assert.Equal(("hello", "v0"), (_rig.Plugin!.Id, _rig.Answer()));

        EditorTests.Save("rename", _rig.Folder["hello/words.cs"], "internal static class Words { public const string Hi = \"v1\"; }");
        await _rig.AnswersAsync("v1");
        _rig.Folder.Write("hello/more/extra.cs", "public static class Extra { public static int Two() => 2; }");
        await _rig.SwappedAsync();
        Assert.Equal(2, _rig.Plugin.Lookup<Func<int>>("Two")());

        File.Delete(_rig.Folder["hello/words.cs"]);
        EditorTests.Save("rename", _rig.Folder["hello/greeter.cs"], SourceRig.Code("v2"));
        while (_rig.Answer() != "v2")
        {
            await _rig.NextAsync(PluginEventKind.Swapped); // in between it may have been seen without one of them
        }
    }

    /// <summary>Not built by halves: what would have to be said by a project is refused, with the place and what to do.</summary>
    [Fact]
    public async Task PluginFolder_WithDirectivesOrBelowBuildRules_IsRefusedWithAWayOutAndTheOldServes()
    {
        string file = _rig.Folder.Write("hello/greeter.cs", "#:property OutputType=Library\n" + SourceRig.Code("v0"));
        await _rig.OpenAsync("hello");

        EditorTests.Save("rename", file, "#:property OutputType=Library\n#:package Humanizer.Core@2.14.1\n" + SourceRig.Code("v1"));
        PluginEvent refused = await _rig.NextAsync(PluginEventKind.Refused);

        string words = Assert.Single(refused.Reasons).Message;
        Assert.StartsWith($"{file}(2,1): '#:package Humanizer.Core@2.14.1' is understood in a plugin of one C# file only", words, StringComparison.Ordinal);
        Assert.Contains("put a project (.csproj) into its folder", words, StringComparison.Ordinal);
        Assert.Equal("v0", _rig.Answer());

        string rules = _rig.Folder.Write("Directory.Build.props", "<Project><PropertyGroup><LangVersion>13</LangVersion></PropertyGroup></Project>");
        EditorTests.Save("rename", file, SourceRig.Code("v2"));
        words = Assert.Single((await _rig.NextAsync(PluginEventKind.Refused)).Reasons).Message;
        Assert.Contains($"is built by the rules of '{rules}', which do not reach a folder of C# files without a project", words, StringComparison.Ordinal);
        Assert.Contains("an empty file of that name (<Project />)", words, StringComparison.Ordinal);
        Assert.Equal("v0", _rig.Answer());

        _rig.Folder.Write("Directory.Build.props", "<Project />");
        EditorTests.Save("rename", file, SourceRig.Code("v3"));
        await _rig.AnswersAsync("v3");
    }

    [Fact]
    public async Task Host_FilesAndFolders_AreEachAPluginAndComeAndChange()
    {
        _rig.Folder.Write("plugins/one.cs", SourceRig.Code("one 0"));
        _rig.Folder.Write("plugins/two/a.cs", SourceRig.Code("two 0"));
        new PluginForge(_rig.Folder["plugins"]).Hello("dll", "three");
        await _rig.StartAsync("plugins");
        Assert.Equal(["one", "three", "two"], _rig.Host!.Status.Plugins.Select(p => p.Id));

        EditorTests.Save("rename", _rig.Folder["plugins/one.cs"], SourceRig.Code("one 1"));
        await _rig.SwappedAsync();
        EditorTests.Save("truncate", _rig.Folder["plugins/two/a.cs"], SourceRig.Code("two 1"));
        await _rig.SwappedAsync();
        _rig.Folder.Write("plugins/four.cs", SourceRig.Code("four 0"));
        await _rig.SwappedAsync();
        _rig.Folder.Write("plugins/five/a.cs", SourceRig.Code("five 0"));
        await _rig.SwappedAsync();

        Assert.Equal(["one 1", "two 1", "dll", "four 0", "five 0"], ((string[])["one", "two", "three", "four", "five"]).Select(_rig.Answer));
    }

    [Fact]
    public async Task Host_FileDeleted_RemovesThePluginWhereAskedTo()
    {
        string file = _rig.Folder.Write("plugins/one.cs", SourceRig.Code("one 0"));
        _rig.Folder.Write("plugins/two/a.cs", SourceRig.Code("two 0"));
        _rig.Options.RemoveWhenDeleted = true;
        await _rig.StartAsync("plugins");

        File.Delete(file);
        Assert.Equal("one", (await _rig.NextAsync(PluginEventKind.Removed)).PluginId);
        Directory.Delete(_rig.Folder["plugins/two"], recursive: true);
        Assert.Equal("two", (await _rig.NextAsync(PluginEventKind.Removed)).PluginId);
    }
}
