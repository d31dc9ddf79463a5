namespace HotStart.Compilation.Tests.Saving;

/// <summary>Editors write in three ways; each of them is picked up, again and again.</summary>
public sealed class EditorTests : IAsyncDisposable
{
    private readonly SourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("rename")]
    [InlineData("backup")]
    [InlineData("truncate")]
    [InlineData("delete")]
    public async Task Save_InThisWay_GoesLiveEachTime(string way)
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");
        for (int i = 1; i <= 5; i++)
        {
            Save(way, file, SourceRig.Code($"v{i}"));
            await _rig.SwappedAsync();
            Assert.Equal($"v{i}", _rig.Answer());
        }
    }

    [Fact]
    public async Task Save_InPieces_IsNeverTakenHalf()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");
        string code = SourceRig.Code("v1");
        await using (StreamWriter writer = new(file))
        {
            foreach (char c in code)
            {
                await writer.WriteAsync(c);
                await writer.FlushAsync();
            }
        }

        await _rig.SwappedAsync();

        Assert.Equal("v1", _rig.Answer());
        Assert.DoesNotContain(_rig.Events.All, e => e.Kind == PluginEventKind.Refused);
    }

    [Fact]
    public async Task Save_ThatDoesNotCompile_IsToldAndTheNextGoodOneClearsIt()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");

        Save("rename", file, SourceRig.Code("v1").Replace("=>", "=", StringComparison.Ordinal));
        PluginEvent refused = await _rig.NextAsync(PluginEventKind.Refused);

        Assert.All(refused.Reasons, r => Assert.Equal(file, r.Diagnostic!.File));
        Assert.Equal("v0", _rig.Answer());
        Assert.Equal(refused.Reasons, _rig.Plugin!.Status.LastRefusal);
        Save("rename", file, SourceRig.Code("v2"));
        await _rig.SwappedAsync();
        Assert.Equal("v2", _rig.Answer());
        Assert.Empty(_rig.Plugin.Status.LastRefusal);
    }

    [Fact]
    public async Task Save_OfWhatIsActiveAfterAnError_ClearsIt()
    {
        string file = _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");
        Save("truncate", file, "this is no code");
        await _rig.NextAsync(PluginEventKind.Refused);

        Save("truncate", file, SourceRig.Code("v0"));
        PluginEvent cleared = await _rig.NextAsync(PluginEventKind.Cleared, PluginEventKind.Swapped);

        Assert.Equal(PluginEventKind.Cleared, cleared.Kind);
        Assert.Empty(_rig.Plugin!.Status.LastRefusal);
        Assert.Equal(1, _rig.Plugin.Status.ActiveGeneration);
    }

    [Fact]
    public async Task Warning_OfThreeSaves_IsToldOnce()
    {
        static string Code(int i) => $"{new string('\n', i)}public static class G {{ public static string Hello() {{ int unused; return \"v{i}\"; }} }}";
        string file = _rig.Folder.Write("hello.cs", Code(0));
        await _rig.OpenAsync("hello.cs");
        Assert.Equal("CS0168", Assert.Single(_rig.Plugin!.Status.Warnings).Diagnostic!.Code);

        for (int i = 1; i <= 2; i++)
        {
            Save("rename", file, Code(i));
            await _rig.SwappedAsync();
        }

        Save("rename", file, Code(3).Replace("int unused;", "int unused; int other;", StringComparison.Ordinal));
        PluginEvent warned = await _rig.NextAsync(PluginEventKind.Warned);
        Assert.Equal("The variable 'other' is declared but never used", Assert.Single(warned.Reasons).Diagnostic!.Message);
        Assert.Equal(2, _rig.Plugin.Status.Warnings.Length);
        Assert.Single(_rig.Events.All, e => e.Kind == PluginEventKind.Warned);
    }

    internal static void Save(string way, string file, string code)
    {
        switch (way)
        {
            case "rename":
                File.WriteAllText(file + ".tmp", code);
                File.Move(file + ".tmp", file, overwrite: true);
                break;
            case "backup": // Vim: the old one is moved away, the new one is written in its place
                File.Move(file, file + "~", overwrite: true);
                File.WriteAllText(file, code);
                File.Delete(file + "~");
                break;
            case "truncate":
                File.WriteAllText(file, code);
                break;
            case "delete":
                File.Delete(file);
                File.WriteAllText(file, code);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, null);
        }
    }
}
