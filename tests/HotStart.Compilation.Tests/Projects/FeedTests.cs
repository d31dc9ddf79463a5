using System.Net;
using System.Net.Sockets;
using HotStart.Compilation.Tests.Saving;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>Feeds that are out of reach.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task Feed_ThatNeverAnswers_IsNamedLongBeforeNuGetGivesUp()
    {
        // It takes connections and says nothing: what a firewall does, and what NuGet waits for longest.
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        await IsNamedAsync($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/v3/index.json");
    }

    [Fact]
    public Task Feed_ThatRefusesConnections_IsNamed() => IsNamedAsync("http://127.0.0.1:9/v3/index.json");

    private static async Task IsNamedAsync(string feed)
    {
        await using SourceRig rig = new();
        rig.Folder.Write("nuget.config", Config(feed));
        rig.Folder.Write("hello.cs", SourceRig.Code("good"));
        await rig.OpenAsync("hello.cs");

        await BadDirectiveTests.RefusedAsync(rig, "#:package HotStart.Nobody.Has.This@1.0.0", "NU1301", feed);
        rig.Folder.Write("hello.cs", SourceRig.Code("better"));
        await rig.AnswersAsync("better");
    }

    [Fact]
    public async Task Feed_NobodyNeedsAndNobodyAnswers_DoesNotMatterHoweverLongTheBuildTakes()
    {
        await using SourceRig rig = new();
        rig.Folder.Write("nuget.config", Config("http://127.0.0.1:9/v3/index.json"));
        rig.Folder.Write("app/hello.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><Target Name=\"Slow\" BeforeTargets=\"BeforeBuild\"><Exec Command=\"sleep 7\" /></Target></Project>");
        rig.Folder.Write("app/Greeter.cs", SourceRig.Code("built"));

        await rig.OpenAsync("app");

        Assert.Equal("built", rig.Answer());
    }

    private static string Config(string feed) =>
        $"<configuration><packageSources><clear /><add key=\"only\" value=\"{feed}\" allowInsecureConnections=\"true\" /></packageSources></configuration>";
}
