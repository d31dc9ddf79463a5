namespace HotStart.UnloadReport.Trials;

/// <summary>What a HotStart host does: open, call, swap, await the verdict. All settings are the defaults.</summary>
internal static class HotTrial
{
    public static async Task<TrialResult> RunAsync(string folder)
    {
        IServiceProvider services = TrialHost.Build();
        string path = Path.Combine(folder, "live");
        Copy(Path.Combine(folder, "1"), path);
        await using Plugin plugin = await Plugin.OpenAsync(path, new PluginHostOptions { Watch = false, Services = services });
        await plugin.Lookup<Func<IServiceProvider, Task>>(FixtureForge.Method)(services);

        Task<PluginEvent> verdict = VerdictAsync(plugin);
        Directory.Delete(path, recursive: true);
        Copy(Path.Combine(folder, "2"), path);
        SwapResult swap = await plugin.ReloadAsync();
        if (!swap.Succeeded)
        {
            throw new InvalidOperationException($"The replacement was refused: {string.Join(", ", swap.Reasons)}");
        }

        PluginEvent told = await verdict;
        return new TrialResult(
            told.Kind == PluginEventKind.Unloaded ? TrialOutcome.Unloaded : TrialOutcome.Kept,
            told.Duration?.TotalSeconds ?? 0,
            told.Message);
    }

    private static async Task<PluginEvent> VerdictAsync(Plugin plugin)
    {
        await foreach (PluginEvent e in plugin.WatchAsync())
        {
            if (e is { Generation: 1, Kind: PluginEventKind.Unloaded or PluginEventKind.Leaked or PluginEventKind.Lingering })
            {
                return e;
            }
        }

        throw new InvalidOperationException("The host told no verdict on generation 1.");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
