using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary><c>hotstart new</c>: what it writes and what it refuses.</summary>
public sealed class NewTests
{
    [Theory]
    [InlineData("function", "Greeter.cs", "greet.csproj", "tests/SwapTests.cs", "tests/greet.Tests.csproj")]
    [InlineData("contract", "Greeter.cs", "Try.cs", "contracts/IGreeter.cs", "contracts/greet.Contracts.csproj", "greet.csproj", "tests/SwapTests.cs", "tests/greet.Tests.csproj")]
    [InlineData("web", "Endpoints.cs", "greet.csproj", "host/Program.cs", "host/greet.Host.csproj", "tests/SwapTests.cs", "tests/greet.Tests.csproj")]
    public async Task New_EachKind_WritesItsFilesAndLeavesNoMark(string kind, params string[] expected)
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync("new", folder["greet"], "--kind", kind, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement created = Assert.Single(run.Json);
        Assert.Equal(["event", "name", "kind", "path", "files", "next"], created.EnumerateObject().Select(p => p.Name));
        Assert.Equal("greet", created.GetProperty("name").GetString());
        string[] files = [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder["greet"], f))];
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.Equal(files.Order(StringComparer.Ordinal), created.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.DoesNotMatch("PluginName\\b|HOTSTART_VERSION", File.ReadAllText(folder["greet/" + f])));
    }

    [Fact]
    public async Task New_NameEndsInCs_WritesOneFileThatRuns()
    {
        using TempFolder folder = new();

        ToolRun made = await ToolRun.OfAsync("new", folder["sub/greet.cs"]);
        ToolRun run = await ToolRun.OfAsync("run", folder["sub/greet.cs"], "--once");

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        Assert.Contains($"hotstart run \"{folder["sub/greet.cs"]}\"", made.Out);
        Assert.Equal(("Hello, world!\n", 0), (run.Out, run.ExitCode));
    }

    [Theory]
    [InlineData("it holds ' '", "a b")]
    [InlineData("it holds 'ä'", "präis.cs")]
    [InlineData("must begin with a letter or digit", "-x.cs")]
    [InlineData("Windows has no file of that name", "con")]
    [InlineData("Windows has no file of that name", "greet.")]
    [InlineData("one of HotStart's own", "HotStart.Testing")]
    [InlineData("this one has 0", "")]
    [InlineData("this one has 0", ".cs")]
    [InlineData("Did you mean 'contract'?", "greet", "--kind", "contarct")]
    [InlineData("There are: function, contract, web", "greet", "--kind", "x")]
    [InlineData("leave out --kind and --feed", "greet.cs", "--kind", "web")]
    public async Task New_WrongUsage_SaysWhatAndMakesNothing(string expected, string name, params string[] more)
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync(["new", name.Length == 0 || name[0] == '-' ? name.Replace("-x", "./-x") : folder[name], .. more]);

        Assert.Contains(expected, run.Error);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("greet")]
    [InlineData("greet.cs")]
    public async Task New_IsThereAlready_IsRefusedAndUntouched(string name)
    {
        using TempFolder folder = new();
        folder.Write(name == "greet" ? "greet/mine.txt" : name, "mine");

        ToolRun run = await ToolRun.OfAsync("new", folder[name], "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is there already", Assert.Single(run.Json).GetProperty("message").GetString());
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task New_PlaceIsAFile_SaysSoAndLeavesNothing()
    {
        using TempFolder folder = new();
        folder.Write("file", "");

        ToolRun run = await ToolRun.OfAsync("new", folder["file/greet"]);

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("could not be made", run.Error);
    }

    [Fact]
    public async Task New_Feed_StandsInNuGetConfigAsAFullPathOrAddress()
    {
        using TempFolder folder = new();

        await ToolRun.OfAsync("new", folder["a"], "--feed", folder["fee<d"]);
        await ToolRun.OfAsync("new", folder["b"], "--feed", "https://example.org/v3?a=1&b=2");

        Assert.Contains($"value=\"{folder["fee&lt;d"]}\"", File.ReadAllText(folder["a/nuget.config"]));
        Assert.Contains("value=\"https://example.org/v3?a=1&amp;b=2\"", File.ReadAllText(folder["b/nuget.config"]));
    }
}
