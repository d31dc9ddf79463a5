using HotStart.Bench.Plugins;
using HotStart.Testing;
using McMaster.NETCore.Plugins;

namespace HotStart.Bench.Peers;

/// <summary>One call is under way at each swap, and loads a private dependency after it.</summary>
internal static class LateCalls
{
    /// <summary>How many of the calls failed.</summary>
    public static async Task<int> OursAsync(TempFolder folder, int swaps)
    {
        string[] versions = LateSource.Forge(folder, "late-ours");
        await using Plugin plugin = await Plugin.OpenAsync(folder["late-ours/late"], new PluginHostOptions { Watch = false });
        ILate late = plugin.Get<ILate>();
        int failed = 0;
        for (int i = 1; i <= swaps; i++)
        {
            failed += await CallAroundAsync(late, async () =>
            {
                PricingSource.Place(versions[i % 2], folder["late-ours/late/late.dll"]);
                SwapResult result = await plugin.ReloadAsync();
                if (result.Outcome != SwapOutcome.Swapped)
                {
                    throw new InvalidOperationException(result.ToString());
                }
            });
        }

        return failed;
    }

    /// <inheritdoc cref="OursAsync"/>
    public static async Task<int> TheirsAsync(TempFolder folder, int swaps)
    {
        string[] versions = LateSource.Forge(folder, "late-theirs");
        string artifact = folder["late-theirs/late/late.dll"];
        using PluginLoader loader = PluginLoader.CreateFromAssemblyFile(
            artifact, isUnloadable: true, [typeof(ILate)], config => config.LoadInMemory = true);
        ILate current = Create(loader);
        loader.Reloaded += (_, reloaded) => current = Create(reloaded.Loader);
        int failed = 0;
        for (int i = 1; i <= swaps; i++)
        {
            failed += await CallAroundAsync(current, () =>
            {
                PricingSource.Place(versions[i % 2], artifact);
                loader.Reload();
                return Task.CompletedTask;
            });
        }

        return failed;
    }

    private static ILate Create(PluginLoader loader) =>
        (ILate)Activator.CreateInstance(loader.LoadDefaultAssembly().GetType("Late")!)!;

    private static async Task<int> CallAroundAsync(ILate late, Func<Task> swap)
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim swapped = new();
        Task<int> call = Task.Factory.StartNew(
            () => late.Run(() =>
            {
                begun.SetResult();
                swapped.Wait();
            }),
            TaskCreationOptions.LongRunning);
        await begun.Task;
        await swap();
        swapped.Set();
        try
        {
            return await call == 7 ? 0 : 1;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            return 1; // the dependency could not be loaded any more
        }
    }
}
