using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>
/// One bad file after a good one, through a live host: it is named with the reason, the good one serves on, and the
/// next good one is picked up.
/// </summary>
internal static class BadInput
{
    /// <summary>A DLL of more than 40 KiB.</summary>
    public static byte[] Large(string text) => PluginForge.Compile(new PluginSource(
        "hello",
        $$"""
        public static class Greeter
        {
            public static string Hello() => "{{text}}";
            {{string.Concat(Enumerable.Range(0, 60).Select(i => $"public static string P{i}() => \"{new string((char)('a' + (i % 26)), 400)}{i}\";\n"))}}
        }
        """) { Version = text });

    public static async Task IsRefusedAsync(Func<WatchingRig, Task> arrive, string code, params string[] words)
    {
        await using WatchingRig rig = new();
        rig.Options.SettleLimit = TimeSpan.FromMilliseconds(300);
        rig.Options.StartLimit = TimeSpan.FromMilliseconds(500);
        await IsRefusedAsync(rig, arrive, code, words);
    }

    public static async Task IsRefusedAsync(WatchingRig rig, Func<WatchingRig, Task> arrive, string code, params string[] words)
    {
        string dll = new PluginForge(rig.In("hello")).Hello("v1");
        await rig.StartAsync();
        await arrive(rig);
        PluginEvent e = await rig.ExpectAsync(
            code == ReasonCodes.NotSettled ? PluginEventKind.NotSettled : PluginEventKind.Refused);
        Reason reason = Assert.Single(e.Reasons, r => r.Code == code);
        Assert.NotNull(reason.File);
        Assert.Contains("hello", Path.GetFileName(reason.File), StringComparison.Ordinal);
        Assert.Contains("hello", reason.Message, StringComparison.Ordinal);
        Assert.Contains(reason.Message, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hotstart-", reason.Message, StringComparison.Ordinal); // our copy is of no interest to anybody
        Assert.All(words, w => Assert.Contains(w, reason.Message, StringComparison.Ordinal));
        Assert.Equal("v1", rig.Answer());
        rig.ExpectNothingUnexpected();

        File.Delete(Path.ChangeExtension(dll, ".deps.json"));
        new PluginForge(rig.In("hello")).Hello("v2");
        await rig.ExpectSwapAsync("v2");
        Assert.Equal("v2", rig.Answer());
        Assert.Empty(rig.Status("hello").LastRefusal);
        await rig.ExpectNothingMoreAsync();
    }
}
