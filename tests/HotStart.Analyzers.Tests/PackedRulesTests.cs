using System.Diagnostics;

namespace HotStart.Analyzers.Tests;

public sealed class PackedRulesTests
{
    [Fact]
    public async Task PluginProject_WithThePackage_IsWarnedByItsOwnBuild()
    {
        using TempFolder folder = new();
        string feed = folder.MakeFolder("feed");
        (int packed, string packText) = await DotnetAsync(
            "pack", Repository.At("src", "HotStart.Analyzers.CodeFixes", "HotStart.Analyzers.CodeFixes.csproj"),
            "-o", feed, "-p:PackageVersion=0.0.1-test", $"-p:ArtifactsPath={folder["made"]}");
        Assert.True(packed == 0, packText);
        folder.Write("plug/nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder["packages"]}" /></config>
              <packageSources><clear /><add key="local" value="{feed}" /></packageSources>
            </configuration>
            """);
        folder.Write("plug/plug.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="HotStart.Analyzers" Version="0.0.1-test" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        folder.Write("plug/Plug.cs", """
            public static class Plug
            {
                public static void Start() => System.Console.CancelKeyPress += (_, _) => { };
                public static void Stop() { }
            }
            """);

        (int built, string text) = await DotnetAsync("build", folder["plug/plug.csproj"], "-o", folder["out"]);

        Assert.True(built == 0, text);
        Assert.Contains("Plug.cs(3,35): warning HOT001: 'Console.CancelKeyPress' lives as long as the process", text);
        Assert.Contains("(docs/analyzers/HOT001.md)", text);
        Assert.DoesNotContain("CS8032", text); // an analyzer that could not be made
        Assert.DoesNotContain("CS9057", text); // an analyzer that is newer than the compiler
        Assert.False(File.Exists(folder["out/HotStart.Analyzers.dll"]), "The package added something to the plugin.");
    }

    private static async Task<(int ExitCode, string Text)> DotnetAsync(params string[] args)
    {
        ProcessStartInfo start = new("dotnet", [.. args, "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync().LimitAsync(TimeSpan.FromMinutes(3), "dotnet " + args[0]);
        await process.WaitForExitAsync();
        return (process.ExitCode, text + await errors);
    }
}
