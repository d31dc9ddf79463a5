using System.Reflection;
using System.Text.RegularExpressions;

namespace HotStart.Cli.Tests;

/// <summary>What the README shows compiles, and what it tells to type exists.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] _samples =
        [.. Sample().Matches(File.ReadAllText(Path.Combine(Repository.Folder, "README.md"))).Select(m => m.Groups[1].Value)];

    [Fact]
    public async Task Readme_PluginAndHostSamples_RunTogether()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Build("hello", _samples[0]);
        Assembly host = Assembly.Load(Compile(_samples[1].Replace("\"hello.dll\"", $"@\"{dll}\"", StringComparison.Ordinal)));

        Task run = (Task)host.GetType("Readme")!.GetMethod("RunAsync")!.Invoke(null, [CancellationToken.None])!;
        await run.LimitAsync();
    }

    [Fact]
    public void Readme_OtherSamples_Compile()
    {
        Assert.Equal(4, _samples.Length);
        Assert.NotEmpty(Compile(_samples[2]));
        Assert.NotEmpty(Compile(_samples[3]));
    }

    [Fact]
    public async Task Readme_SampleHello_IsWhatTheReadmeSays()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Folder, "README.md"));
        string source = File.ReadAllText(Path.Combine(Repository.Folder, "samples", "hello", "hello.cs"));
        ToolRun help = await ToolRun.OfAsync("run", "--help");

        Assert.Contains("\"Hello, world!\"", source, StringComparison.Ordinal);
        Assert.Contains("Hello, world!\nmodified file: hello.cs\nHello, moon!\n", readme, StringComparison.Ordinal);
        Assert.Contains("run samples/greeter", help.Out, StringComparison.Ordinal);
    }

    /// <summary>The main command as it stands there, on a copy of the sample; what it would build first is built.</summary>
    [Fact]
    public async Task Readme_MainCommand_RunsTheSampleAndItsEdit()
    {
        const string project = "src/HotStart.Cli";
        string line = File.ReadAllLines(Path.Combine(Repository.Folder, "README.md")).First(l => l.StartsWith("dotnet run", StringComparison.Ordinal));
        using TempFolder folder = new();
        string sample = folder.Write("samples/hello/hello.cs", File.ReadAllText(Path.Combine(Repository.Folder, "samples", "hello", "hello.cs")));
        string[] typed = [.. line.Split(' ')[1..].Select(a => a == project ? Path.Combine(Repository.Folder, project) : a)];
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        await using ToolProcess tool = ToolProcess.StartDotnet(folder.Path, ["run", "--no-build", "-c", configuration, .. typed[1..]]);
        await tool.LineAsync("Hello, world!");

        File.WriteAllText(sample, File.ReadAllText(sample).Replace("world", "moon", StringComparison.Ordinal));

        await tool.LineAsync("Hello, moon!");
        Assert.Equal(["Hello, world!", "modified file: hello.cs", "Hello, moon!"], tool.Out.All);
    }

    private static byte[] Compile(string sample)
    {
        string[] lines = sample.Split('\n');
        IEnumerable<string> usings = lines.Where(IsUsing);
        IEnumerable<string> code = lines.Where(l => !IsUsing(l));
        string text = $$"""
            {{string.Join('\n', usings)}}
            public interface IPricing { decimal Price(string article); }
            public static class Readme
            {
                public static async Task RunAsync(CancellationToken token)
                {
            {{string.Join('\n', code)}}
                }
            }
            """;
        return PluginForge.Compile(new PluginSource($"readme-{Guid.NewGuid():N}", text) { References = [typeof(Plugin).Assembly.Location] });
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=');

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
