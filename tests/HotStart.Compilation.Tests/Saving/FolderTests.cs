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
