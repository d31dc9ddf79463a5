using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>What is loaded again is all of the artifact, not the DLL alone.</summary>
public sealed class Reloading
{
    [Fact]
    public async Task Reload_PluginInAFolderOfItsOwn_BringsItsOtherFiles()
    {
        using TempFolder folder = new();
        new PluginForge(folder.MakeFolder("plugins/notes")).Build("notes", """
            public static class Notes
            {
                public static string Read() => System.IO.File.ReadAllText(
                    System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(Notes).Assembly.Location)!, "texts", "note.txt"));
            }
            """);
        string note = folder.Write("plugins/notes/texts/note.txt", "one");
        await using PluginHost host = await PluginHost.StartAsync(folder["plugins"], new PluginHostOptions { Watch = false });
        Func<string> read = host["notes"].Lookup<Func<string>>("Read");
        Assert.Equal("one", read());

        File.WriteAllText(note, "two");
        SwapResult swap = await host.ReloadAsync("notes");

        Assert.Equal(SwapOutcome.Swapped, swap.Outcome);
        Assert.Equal("two", read());
    }
}
