using HotStart.Compilation.Tests.Compiling;
using HotStart.Compilation.Tests.Saving;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>What happens within a project's own folder, through a whole host: lock file, sources that vanish, generators that throw.</summary>
public sealed class OwnFolderTests : IAsyncDisposable
{
    private readonly SourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    /// <summary>One evaluation shows both: it waits, and meanwhile a source that it has seen is deleted.</summary>
    [Fact]
    public async Task LockFile_Changed_EvaluatesAgainAndASourceDeletedDuringThatIsNoHarm()
    {
        _rig.Folder.Write("plugins/hello/hello.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Locked>$([System.IO.File]::ReadAllText('$(MSBuildProjectDirectory)/packages.lock.json'))</Locked>
                <DefineConstants Condition="$(Locked.Contains('net11.0'))">$(DefineConstants);AGAIN</DefineConstants>
              </PropertyGroup>
              <Target Name="Wait" BeforeTargets="CoreCompile" Condition="$(Locked.Contains('net11.0'))">
                <Exec Command="touch ../../waits; until [ -e ../../go ]; do sleep 0.05; done" />
              </Target>
            </Project>
            """);
        _rig.Folder.Write("plugins/hello/packages.lock.json", Lock("net10.0"));
        _rig.Folder.Write("plugins/hello/Greeter.cs", "public static class Greeter {\n#if AGAIN\npublic static string Hello() => \"again\";\n#else\npublic static string Hello() => \"first\";\n#endif\n}");
        string extra = _rig.Folder.Write("plugins/hello/Extra.cs", "public static class Extra { public static int One() => 1; }");
        await _rig.StartAsync("plugins");
        Assert.Equal("first", _rig.Answer());
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(_rig.Folder.Path, "waits");
        watcher.Created += (_, _) => waits.TrySetResult();
        watcher.EnableRaisingEvents = true;

        _rig.Folder.Write("plugins/hello/packages.lock.json", Lock("net11.0"));
        await waits.Task.LimitAsync(TimeSpan.FromMinutes(3));
        File.Delete(extra);
        Assert.Equal("first", _rig.Answer());
        _rig.Folder.Write("go", "");

        // The build may have been told that the file is missing; the one after it is not.
        while (_rig.Answer() != "again")
        {
            await _rig.NextAsync(PluginEventKind.Swapped);
        }

        Assert.Throws<SymbolNotFoundException>(() => _rig.Host!["hello"].Lookup<Func<int>>("One"));
    }

    [Fact]
    public async Task Generator_ThrowingAtASave_OldServesItIsNamedAndTheNextGoodSaveGoesLive()
    {
        using Bench bench = new();
        string generator = bench.Forge("grumpy", Bench.Generator("Grumpy", """if (compilation.GetTypeByMetadataName("Bad") is not null) throw new System.InvalidOperationException("not today");"""));
        _rig.Folder.Write("plugins/hello/hello.csproj", ProjectShape.Project(items: $"<Analyzer Include=\"{generator}\" />"));
        _rig.Folder.Write("plugins/hello/Greeter.cs", SourceRig.Code("good"));
        await _rig.StartAsync("plugins");

        _rig.Folder.Write("plugins/hello/Greeter.cs", SourceRig.Code("bad") + "public class Bad;");
        PluginEvent refused = await _rig.NextAsync(PluginEventKind.Refused);

        Assert.Equal("good", _rig.Answer());
        Assert.Contains("error CS8785: The source generator 'Grumpy' threw InvalidOperationException: not today", Assert.Single(refused.Reasons).Message, StringComparison.Ordinal);
        Assert.Equal(refused.Reasons, _rig.Host!["hello"].Status.LastRefusal);
        _rig.Folder.Write("plugins/hello/Greeter.cs", SourceRig.Code("better"));
        await _rig.AnswersAsync("better");
        Assert.Empty(_rig.Host["hello"].Status.LastRefusal);
    }

    private static string Lock(string framework) => $$"""{ "version": 1, "dependencies": { "{{framework}}": {} } }""";
}
