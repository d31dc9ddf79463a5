using System.Diagnostics;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Changes that come while others are still under way end on the newest whole content.</summary>
public sealed class NeverTornTimingScenarios
{
    [Fact]
    public async Task Change_WhileThePreviousCandidateStarts_EndsOnTheNewest()
    {
        SlowStart slow = new();
        await using WatchingRig rig = new();
        rig.Options.Services = slow;
        rig.Forge.Hello("v1");
        await rig.StartAsync();
        rig.Forge.Build(SlowStart.Source("v2"));
        await slow.Entered.Task.LimitAsync();
        for (int version = 3; version <= 5; version++)
        {
            rig.Forge.Hello($"v{version}");
        }

        Assert.Equal("v1", rig.Answer());
        slow.Gate.SetResult();
        await rig.ExpectSwapAsync("v2");
        await rig.ExpectSwapAsync("v5");
        Assert.Equal("v5", rig.Answer());
        await rig.ExpectNothingMoreAsync();
    }

    /// <summary>
    /// A whole version has arrived and waits for its turn; before that comes, the next one is being written over it.
    /// </summary>
    [Fact]
    public async Task Change_WrittenOverWhileItWaitsForItsTurn_IsNotTakenTorn()
    {
        SlowStart slow = new();
        LogBell log = new();
        await using WatchingRig rig = new();
        rig.Options.Services = slow;
        rig.Options.LoggerFactory = log;
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        rig.Forge.Build(SlowStart.Source("v2"));
        await slow.Entered.Task.LimitAsync();

        await log.UntilAsync("hello.dll changed and is whole");
        rig.Forge.Hello("v3");
        await log.UntilAsync("hello.dll changed and is whole");
        byte[] next = WatchingRig.Hello("v4");
        await using (FileStream writer = new(dll, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            Assert.Equal(next.Length, writer.Length);
            await writer.WriteAsync(next.AsMemory(0, next.Length / 2));
            slow.Gate.SetResult();
            await rig.ExpectSwapAsync("v2");
            await log.UntilAsync("hello.dll changed while it was being copied");
            await writer.WriteAsync(next.AsMemory(next.Length / 2));
        }

        await rig.ExpectSwapAsync("v4");
        Assert.Equal("v4", rig.Answer());
        await rig.ExpectNothingMoreAsync();
    }

    /// <summary>A host starts in the middle of a deployment: everything is there but the end of one file.</summary>
    [Fact]
    public async Task Start_WhileAFileOfAPluginIsBeingWritten_TakesItWhenItIsWhole()
    {
        await using WatchingRig rig = new();
        rig.Options.SettleLimit = TimeSpan.FromMilliseconds(200);
        rig.Forge.Hello("v1", "other");
        new PluginForge(rig.In("shop")).Build("shop", """
            public static class Shop
            {
                public static string Hello() => System.IO.File.ReadAllText(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(Shop).Assembly.Location)!, "prices.txt"));
            }
            """);
        await using (FileStream prices = new(rig.In("shop", "prices.txt"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            await prices.WriteAsync("one, "u8.ToArray());

            await rig.StartAsync();

            Assert.Equal("v1", rig.Answer("other"));
            Reason reason = Assert.Single(Assert.Single(rig.Host.Status.RefusedArtifacts).Reasons);
            Assert.Equal(ReasonCodes.NotSettled, reason.Code);
            Assert.Contains("prices.txt", reason.Message, StringComparison.Ordinal);
            await prices.WriteAsync("two"u8.ToArray());
        }

        await rig.ExpectAsync(PluginEventKind.Swapped, "shop");
        Assert.Equal("one, two", rig.Answer("shop"));
        Assert.Empty(rig.Host.Status.RefusedArtifacts);
    }

    [Fact]
    public async Task HangingStart_OfOnePlugin_DelaysNoOther()
    {
        SlowStart slow = new();
        await using WatchingRig rig = new();
        rig.Options.Services = slow;
        rig.Options.StartLimit = TimeSpan.FromSeconds(60);
        rig.Forge.Hello("v1");
        rig.Forge.Hello("v1", "other");
        await rig.StartAsync();
        rig.Forge.Build(SlowStart.Source("v2"));
        await slow.Entered.Task.LimitAsync();
        for (int version = 2; version <= 4; version++)
        {
            rig.Forge.Hello($"v{version}", "other");
            await rig.ExpectSwapAsync($"v{version}", "other");
        }

        Assert.Equal("v1", rig.Answer());
        slow.Gate.SetResult();
        await rig.ExpectSwapAsync("v2");
        await rig.ExpectNothingMoreAsync();
    }

    /// <summary>Reading what arrived takes no lock and minds none: neither side makes the other fail.</summary>
    [Fact]
    public async Task ArrivedFile_LockedByItsCopier_IsReadAllTheSame()
    {
        await using WatchingRig rig = new();
        string dll = rig.Forge.Hello("v1");
        await rig.StartAsync();
        await File.WriteAllBytesAsync(rig.Out("elsewhere", "draft"), WatchingRig.Hello("v2"));
        await using (new FileStream(rig.Out("elsewhere", "draft"), FileMode.Open, FileAccess.Read, FileShare.None))
        {
            File.Move(rig.Out("elsewhere", "draft"), dll, overwrite: true);
            await rig.ExpectSwapAsync("v2");
        }

        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task DotnetPublish_IntoThePluginsFolder_SwapsOnceEachTime()
    {
        await using WatchingRig rig = new();
        rig.Forge.Hello("v1");
        await rig.StartAsync();
        string project = rig.Out("source", "published.csproj");
        await File.WriteAllTextAsync(
            project,
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><EnableDynamicLoading>true</EnableDynamicLoading><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>""");
        for (int version = 1; version <= 2; version++)
        {
            await File.WriteAllTextAsync(
                rig.Out("source", "code.cs"), $"public static class Code {{ public static string Hello() => \"v{version}\"; }}");
            await PublishAsync(project, rig.In("published"));
            await rig.ExpectAsync(PluginEventKind.Swapped, "published");
            Assert.Equal($"v{version}", rig.Answer("published"));
            await rig.ExpectNothingMoreAsync();
        }
    }

    private static async Task PublishAsync(string project, string output)
    {
        ProcessStartInfo start = new("dotnet", ["publish", project, "-o", output, "--nologo", "-v", "q", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }
}
