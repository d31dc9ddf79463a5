using System.Diagnostics;

namespace HotStart.Compilation.Tests.Saving;

/// <summary>Whatever is saved, the old version serves and the next good save goes live.</summary>
public sealed class BadSaveTests : IAsyncDisposable
{
    private readonly SourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("public static class Greeter {")]
    [InlineData("public static class Other;")]
    [InlineData("#:nonsense\npublic static class Greeter;")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("#error not yet")]
    [InlineData("")]
    public async Task Save_Unfit_IsRefusedAndTheNextGoodOneGoesLive(string code)
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");
        Func<string> hello = _rig.Plugin!.Lookup<Func<string>>("Hello");

        EditorTests.Save("truncate", file, code);
        PluginEvent refused = await _rig.NextAsync(PluginEventKind.Refused, PluginEventKind.Swapped);

        Assert.Equal(PluginEventKind.Refused, refused.Kind);
        Assert.Equal("v0", hello());
        EditorTests.Save("truncate", file, SourceRig.Code("v1"));
        await _rig.SwappedAsync();
        Assert.Equal("v1", hello());
    }

    [Fact]
    public async Task Saves_FiftyASecond_EndOnTheLast()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        for (int i = 1; i <= 100; i++)
        {
            EditorTests.Save(i % 2 == 0 ? "truncate" : "rename", file, SourceRig.Code($"v{i}"));
            await timer.WaitForNextTickAsync();
        }

        if (_rig.Answer() != "v100")
        {
            await _rig.AnswersAsync("v100");
        }

        Assert.DoesNotContain(_rig.Events.All, e => e.Kind == PluginEventKind.Refused);
        int swaps = _rig.Events.All.Count(e => e.Kind == PluginEventKind.Swapped);
        Assert.True(swaps < 100, $"{swaps} swaps for 100 saves: nothing was coalesced.");
    }

    [Fact]
    public async Task Save_NotUtf8ThenVeryLarge_IsRefusedAndThenGoesLive()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");

        _rig.Folder.Write("draft", [.. "// "u8, 0xFC, .. "\n"u8, .. System.Text.Encoding.UTF8.GetBytes(SourceRig.Code("v1"))]);
        File.Move(_rig.Folder["draft"], file, overwrite: true);
        PluginEvent refused = await _rig.NextAsync(PluginEventKind.Refused, PluginEventKind.Swapped);
        Assert.Contains("hello.cs(1,4): error invalid-utf8", refused.Message, StringComparison.Ordinal);
        Assert.Equal("v0", _rig.Answer());

        string line = "// " + new string('x', 97) + "\n";
        EditorTests.Save("rename", file, SourceRig.Code("v2") + "\n" + string.Concat(Enumerable.Repeat(line, 5 * 1024 * 1024 / line.Length)));
        await _rig.AnswersAsync("v2");
    }

    [Fact]
    public async Task File_DeletedAndPutBack_IsPickedUp()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");

        File.Delete(file);
        await _rig.NextAsync(PluginEventKind.ArtifactDeleted);

        Assert.Equal("v0", _rig.Answer());
        EditorTests.Save("rename", file, SourceRig.Code("v1"));
        await _rig.SwappedAsync();
        Assert.Equal("v1", _rig.Answer());
    }

    [Fact]
    public async Task Saves_InALoop_UnloadWhatTheyReplace()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");
        for (int i = 1; i <= 10; i++)
        {
            EditorTests.Save("rename", file, SourceRig.Code($"v{i}"));
            await _rig.SwappedAsync();
        }

        while (_rig.Events.All.Count(e => e.Kind == PluginEventKind.Unloaded) < 10)
        {
            await _rig.NextAsync(PluginEventKind.Unloaded);
        }
    }

    [Fact]
    public async Task Open_WhatDoesNotCompile_TellsTheErrors()
    {
        _rig.Folder.Write("hello.cs", "class A { int x = ; }");

        CandidateRejectedException thrown = await Assert.ThrowsAsync<CandidateRejectedException>(() => _rig.OpenAsync("hello.cs"));

        Assert.Equal("CS1525", Assert.Single(thrown.Reasons).Diagnostic!.Code);
    }
}
