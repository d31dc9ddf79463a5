using System.Diagnostics;
using HotStart.Flow.Arrivals;

namespace HotStart.Tests.Arrivals;

/// <summary>The .NET SDK writes into the watched folder itself.</summary>
public sealed class SdkArrivalTests
{
    [Theory]
    [InlineData("build", true)]
    [InlineData("build", false)]
    [InlineData("publish", true)]
    public async Task Project_BuiltIntoTheFolder_ArrivesOnce(string command, bool inFolder)
    {
        await using ArrivalRig rig = new();
        string output = inFolder ? rig.In("sdkplug") : rig.Plugins;
        string dll = Path.Join(output, "sdkplug.dll");
        string project = rig.Out("sdkplug", "sdkplug.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        await File.WriteAllTextAsync(
            project,
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>""",
            ArrivalRig.Token);
        rig.Start();
        for (int version = 1; version <= 3; version++)
        {
            await File.WriteAllTextAsync(
                rig.Out("sdkplug", "code.cs"), $"public static class Code {{ public static int Version() => {version}; }}", ArrivalRig.Token);
            await RunAsync(command, project, "-o", output, "--nologo", "-v", "q", "-nodeReuse:false", "-p:UseSharedCompilation=false");
            byte[] content = await File.ReadAllBytesAsync(dll, ArrivalRig.Token);
            await rig.ExpectSettledAsync(inFolder ? output : dll, dll, content);
            await rig.ExpectNothingMoreAsync();
        }
    }

    private static async Task RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(ArrivalRig.Token);
        await process.WaitForExitAsync(ArrivalRig.Token);
        Assert.True(process.ExitCode == 0, output);
    }
}
