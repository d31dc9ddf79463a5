namespace HotStart.Cli.Tests;

/// <summary>Help, wrong usage and what goes to a terminal.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("Did you mean 'run'?", "rnu", "x.dll")]
    [InlineData("Did you mean '--once'?", "run", "x.dll", "--onec")]
    [InlineData("Did you mean '--against'?", "check", "x.dll", "--agianst", "y.dll")]
    [InlineData("'y.dll' is one too many", "run", "x.dll", "y.dll")]
    [InlineData("PATH is missing", "run")]
    [InlineData("PATH is empty", "run", "")]
    [InlineData("It has: run, serve, symbols, check", "frobnicate")]
    public async Task Tool_WrongUsage_SaysWhatWasMeant(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData("hotstart run hello.cs", "--help")]
    [InlineData("hotstart run hello.dll --once --json", "run", "--help")]
    [InlineData("hotstart symbols hello.dll", "symbols", "-h")]
    [InlineData("--against old/hello.dll", "check", "--help")]
    [InlineData("hotstart new greet.cs", "new", "--help")]
    public async Task Tool_Help_ShowsExamples(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Tool_Version_IsItsOwn()
    {
        ToolRun run = await ToolRun.OfAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Out);
    }

    [Fact]
    public async Task Tool_NoArguments_ShowsHelpAndIsWrongUsage()
    {
        ToolRun run = await ToolRun.OfAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Commands:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_ErrorOnTerminal_IsColouredUnlessNoColor()
    {
        ToolRun coloured = await ToolRun.OfAsync(isTerminal: true, noColor: false, "run", "nothing.dll");
        ToolRun plain = await ToolRun.OfAsync(isTerminal: true, noColor: true, "run", "nothing.dll");
        ToolRun piped = await ToolRun.OfAsync(isTerminal: false, noColor: false, "run", "nothing.dll");

        Assert.Contains("\e[31merror: \e[0m", coloured.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[31m", plain.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', piped.Error);
    }
}
