using HotStart.Compilation.Tests.Saving;
using static HotStart.Compilation.Tests.Projects.ProjectShape;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>What is saved, added or deleted while the SDK builds is not lost. The builds wait until it has happened.</summary>
public sealed class MidBuildTests : IAsyncDisposable
{
    private readonly SourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task ReferencedProject_MendedDuringItsFirstBuildThatFails_GoesLive()
    {
        _rig.Folder.Write("lib/lib.csproj", Waiting("Condition=\"!Exists('good.txt')\""));
        _rig.Folder.Write("lib/Lib.cs", "public static class Lib { public static string Text => \"lib\"; }");
        _rig.Folder.Write("hello.cs", SourceRig.Code("v0"));
        await _rig.OpenAsync("hello.cs");

        await DuringAsync(
            () => _rig.Folder.Write("hello.cs", "#:project lib\npublic static class Greeter { public static string Hello() => Lib.Text; }"),
            () => _rig.Folder.Write("lib/good.txt", ""));

        Assert.Contains("not good yet", (await _rig.NextAsync(PluginEventKind.Refused)).Message, StringComparison.Ordinal);
        await _rig.AnswersAsync("lib");
    }

    /// <summary>Does something while a build waits for it.</summary>
    private async Task DuringAsync(Action begin, Action meanwhile)
    {
        TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(_rig.Folder.Path, "waits");
        watcher.Created += (_, _) => waits.TrySetResult();
        watcher.EnableRaisingEvents = true;
        begin();
        await waits.Task.LimitAsync(TimeSpan.FromMinutes(3));
        meanwhile();
        _rig.Folder.Write("go", "");
    }

    /// <summary>A project that fails, and waits before the build may end.</summary>
    private static string Waiting(string condition) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <Target Name="Check" BeforeTargets="CoreCompile">
            <Error Text="not good yet" {condition} />
            <OnError ExecuteTargets="Wait" />
          </Target>
          <Target Name="Wait">
            <Exec Command="touch ../waits; until [ -e ../go ]; do sleep 0.05; done" />
          </Target>
        </Project>
        """;
}
