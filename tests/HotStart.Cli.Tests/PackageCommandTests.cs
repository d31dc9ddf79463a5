using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary><c>hotstart pack</c>, <c>push</c>, <c>diff</c>, and <c>check</c> of packages, from the outside.</summary>
public sealed class PackageCommandTests
{
    private const string Old = "public static class Till { public static int Price() => 1; public static int Open() => 1; }";
    private const string More = "public static class Till { public static int Price() => 1; public static int Open() => 1; public static int Close() => 1; }";
    private const string Less = "public static class Till { public static int Price() => 1; }";

    [Fact]
    public async Task PackAndPush_SourceFile_EndsInTheFeed()
    {
        using TempFolder folder = new();
        string source = folder.Write("till.cs", Old);

        ToolRun pack = await ToolRun.OfAsync("pack", source, "--version", "1.0.0", "--output", folder["out"]);
        ToolRun push = await ToolRun.OfAsync("push", folder["out/till.1.0.0.nupkg"], "--source", folder["feed"]);
        ToolRun again = await ToolRun.OfAsync("push", folder["out/till.1.0.0.nupkg"], "--source", folder["feed"]);

        Assert.Equal((0, ""), (pack.ExitCode, pack.Error));
        Assert.StartsWith("packed till 1.0.0 (", pack.Lines[0], StringComparison.Ordinal);
        Assert.Equal($"next: hotstart push \"{folder["out/till.1.0.0.nupkg"]}\" --source FEED", pack.Lines[^1]);
        Assert.Equal((0, ""), (push.ExitCode, push.Error));
        Assert.Equal("next: hotstart install till@1.0.0", push.Lines[^1]);
        Assert.True(File.Exists(folder["feed/till.1.0.0.nupkg"]));
        Assert.Equal((1, ""), (again.ExitCode, again.Out));
        Assert.Contains("has till 1.0.0 already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackAndPush_Json_IsOneLineEach()
    {
        using TempFolder folder = new();

        ToolRun pack = await ToolRun.OfAsync("pack", folder.Write("till.cs", Old), "--version", "1.0.0", "--output", folder["out"], "--json");
        JsonElement packed = Assert.Single(pack.Json);
        ToolRun push = await ToolRun.OfAsync("push", packed.GetProperty("path").GetString()!, "--source", folder["feed"], "--json");
        JsonElement pushed = Assert.Single(push.Json);

        Assert.Equal(("packed", "till", "1.0.0", 2), (Text(packed, "event"), Text(packed, "plugin"), Text(packed, "version"), packed.GetProperty("symbols").GetInt32()));
        Assert.Equal(("pushed", Text(packed, "sha256")), (Text(pushed, "event"), Text(pushed, "sha256")));
    }

    [Theory]
    [InlineData("push", "none.nupkg", "--source", "nowhere")]
    [InlineData("push", "none.nupkg")]
    [InlineData("pack", "none.cs")]
    [InlineData("diff", "none.dll", "none.dll")]
    public async Task PackageCommand_NamesWhatIsNotThere_IsWrongUsage(params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Diff_Packages_TellsChangesAndTheRightVersion()
    {
        using TempFolder folder = new();
        await PackAsync(folder, Old, "1.0.0");
        await PackAsync(folder, Less, "1.1.0");

        ToolRun run = await ToolRun.OfAsync("diff", folder["out/till.1.0.0.nupkg"], folder["out/till.1.1.0.nupkg"]);
        ToolRun json = await ToolRun.OfAsync("diff", folder["out/till.1.0.0.nupkg"], folder["out/till.1.1.0.nupkg"], "--json");

        Assert.Equal(
            (0, "breaks: Till.Open is gone; it was static int Open().\n1.0.0 → 1.1.0: 1 breaking, 0 new, 1 differences in all; the right version would be 2.0.0\n", ""),
            (run.ExitCode, run.Out, run.Error));
        JsonElement line = Assert.Single(json.Json);
        Assert.Equal(("compared", "2.0.0", false), (Text(line, "event"), Text(line, "rightVersion"), line.GetProperty("honest").GetBoolean()));
        JsonElement change = Assert.Single(line.GetProperty("changes").EnumerateArray());
        Assert.Equal(("Till.Open", "removed", false, false), (Text(change, "member"), Text(change, "kind"), change.GetProperty("binary").GetBoolean(), change.GetProperty("source").GetBoolean()));
    }

    [Fact]
    public async Task Check_PackageAgainstOld_JudgesTheVersionNumber()
    {
        using TempFolder folder = new();
        await PackAsync(folder, Old, "1.0.0");
        await PackAsync(folder, More, "1.1.0");
        await PackAsync(folder, Less, "1.2.0");
        await PackAsync(folder, Less, "2.0.0");
        string old = folder["out/till.1.0.0.nupkg"];

        ToolRun honest = await ToolRun.OfAsync("check", folder["out/till.1.1.0.nupkg"], "--against", old);
        ToolRun lying = await ToolRun.OfAsync("check", folder["out/till.1.2.0.nupkg"], "--against", old);
        ToolRun allowed = await ToolRun.OfAsync("check", folder["out/till.1.2.0.nupkg"], "--against", old, "--allow-breaking", "Till.Open");
        ToolRun major = await ToolRun.OfAsync("check", folder["out/till.2.0.0.nupkg"], "--against", old);

        Assert.Equal((0, "fit: till (1.1.0)\nnew: Till.Close: static int Close()\n"), (honest.ExitCode, honest.Out));
        Assert.Equal((1, "unfit: till (1.2.0), 1 reason\n"), (lying.ExitCode, lying.Out));
        Assert.Contains("the right version would be 2.0.0", lying.Error, StringComparison.Ordinal);
        Assert.Equal((0, "fit: till (1.2.0)\nallowed: Till.Open is gone; it was static int Open().\n"), (allowed.ExitCode, allowed.Out));
        Assert.Equal((0, "fit: till (2.0.0)\n"), (major.ExitCode, major.Out));
    }

    [Theory]
    [InlineData(0, 4_000_000L, "[░░░░░░░░░░░░░░░░░░░░░░░░] 0 % of 4 MB")]
    [InlineData(1_000_000, 4_000_000L, "[██████░░░░░░░░░░░░░░░░░░] 25 % of 4 MB")]
    [InlineData(4_000_000, 4_000_000L, "[████████████████████████] 100 % of 4 MB")]
    [InlineData(1_234_567, null, "1.2 MB")]
    public void TransferBar_Progress_IsDrawn(long bytes, long? total, string bar) =>
        Assert.Equal(bar, Output.TransferBar.Bar(new HotStart.Packages.Feeds.TransferProgress("till 1.0.0", bytes, total)));

    private static async Task PackAsync(TempFolder folder, string code, string version)
    {
        ToolRun run = await ToolRun.OfAsync("pack", folder.Write($"{version}/till.cs", code), "--version", version, "--output", folder["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
