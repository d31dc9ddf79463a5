namespace HotStart.Bench.Unloads;

/// <summary>Lets a plugin touch all of its types, then replaces it by its other version.</summary>
internal sealed class Swapping(Plugin plugin, string[] versions, string artifact, int types)
{
    private readonly Func<int> _touch = plugin.Lookup<Func<int>>("Touch");
    private int _swaps;

    public async Task SwapAsync()
    {
        if (_touch() != types)
        {
            throw new InvalidOperationException("The plugin did not touch all of its types.");
        }

        File.Copy(versions[++_swaps % 2], artifact, overwrite: true);
        SwapResult swap = await plugin.ReloadAsync();
        if (!swap.Succeeded)
        {
            throw new InvalidOperationException($"A swap was refused: {swap}");
        }
    }
}
