using System.Text.Json;
using HotStart.Fixtures;

namespace HotStart.Cli.Tests;

/// <summary>The commands on a store, within this process.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Commands_FromInstallToRollback_TellWhatHappenedAndWhatIsNext()
    {
        PackageForge feed = new(_folder["feed"]);
        feed.Shop("shop", "1.0.0");
        feed.Shop("shop", "1.1.0");
        ToolRun planned = await RunAsync("install", "shop@1.0.0", "--source", feed.Feed, "--dry-run");
        Assert.Equal(0, planned.ExitCode);
        Assert.Contains($"shop 1.0.0 (new), from {feed.Feed}", planned.Lines);

        ToolRun installed = await RunAsync("install", "shop@1.0.0", "--source", feed.Feed, "--name", "spring");
        Assert.StartsWith("shop 1.0.0 (new): release 'spring' is active. (", Assert.Single(installed.Lines), StringComparison.Ordinal);
        Assert.Contains("next: No host runs", installed.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("commit")).ExitCode);
        Assert.Contains("shop is pinned to [1.0.0].", (await RunAsync("pin", "shop")).Out, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", (await RunAsync("update", "--source", feed.Feed)).Out, StringComparison.Ordinal);
        await RunAsync("pin", "shop", "--off");
        Assert.Contains("1 can be updated", (await RunAsync("outdated", "--source", feed.Feed)).Out, StringComparison.Ordinal);

        ToolRun updated = await RunAsync("update", "--source", feed.Feed, "--json");
        JsonElement done = Assert.Single(updated.Json);
        Assert.Equal(("done", "1.0.0", "1.1.0"), (
            done.GetProperty("event").GetString(),
            done.GetProperty("plan")[0].GetProperty("from").GetString(),
            done.GetProperty("plan")[0].GetProperty("to").GetString()));
        Assert.Equal("shop\t1.1.0\t\t", (await RunAsync("list")).Lines[0]);
        Assert.StartsWith("Release 'spring' is active again: shop 1.1.0 → 1.0.0.", (await RunAsync("rollback")).Out, StringComparison.Ordinal);
        Assert.Equal(["rolledback", "installed", "pinned", "pinned", "installed"], (await RunAsync("history", "shop", "--json")).Json.Select(j => j.GetProperty("event").GetString()));
        Assert.StartsWith("clean: 2 versions", (await RunAsync("verify")).Out, StringComparison.Ordinal);
        Assert.Contains("1 versions", (await RunAsync("gc", "--keep", "0")).Out, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("export", _folder["spring.hotstart"])).ExitCode);
        ToolRun imported = await ToolRun.OfAsync("import", _folder["spring.hotstart"], "--store", _folder["elsewhere"]);
        Assert.StartsWith("shop 1.0.0 (new): release 'spring' is active.", imported.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "apply", "nowhere.json")]
    [InlineData(2, "rollback", "winter")]
    [InlineData(2, "pin", "shop")]
    [InlineData(2, "install", "@1.0")]
    [InlineData(1, "remove", "shop")]
    [InlineData(2, "run")]
    public async Task Command_ThatCannotBeDone_SaysWhyAndHasItsExitCode(int exitCode, params string[] args)
    {
        ToolRun run = args[0] == "run" ? await ToolRun.OfAsync(args) : await RunAsync(args);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Help_OfEachStoreCommand_HasExamples()
    {
        foreach (string command in (string[])["install", "update", "remove", "apply", "rollback", "commit", "list", "outdated", "history", "verify", "pin", "gc", "export", "import"])
        {
            Assert.Contains($"hotstart {command} ", (await ToolRun.OfAsync(command, "--help")).Out.Split("Examples:")[1] + " ", StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private Task<ToolRun> RunAsync(params string[] args) => ToolRun.OfAsync([.. args, "--store", _folder["store"]]);
}
