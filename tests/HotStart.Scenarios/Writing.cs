namespace HotStart.Scenarios;

/// <summary>The ways in which editors, builds and copiers write a file.</summary>
internal static class Writing
{
    public static IReadOnlyDictionary<string, Func<WatchingRig, string, byte[], Task>> Ways { get; } =
        new Dictionary<string, Func<WatchingRig, string, byte[], Task>>
        {
            ["in place"] = static (_, path, content) => File.WriteAllBytesAsync(path, content),
            ["slowly"] = static (_, path, content) => SlowlyAsync(path, content),
            ["over the old, without cutting it off first"] = static (_, path, content) => OverAsync(path, content),
            ["temporary file, then rename"] = static (_, path, content) => RenameAsync(path + ".tmp", path, content),
            ["renamed over from elsewhere"] = static (rig, path, content) => RenameAsync(rig.Out("elsewhere", "draft"), path, content),
            ["moved away, then written"] = static (rig, path, content) =>
            {
                File.Move(path, path + "~", overwrite: true);
                return File.WriteAllBytesAsync(path, content);
            },
            ["deleted, then created"] = static (_, path, content) =>
            {
                File.Delete(path);
                return File.WriteAllBytesAsync(path, content);
            },
            ["copied"] = static async (rig, path, content) =>
            {
                await File.WriteAllBytesAsync(rig.Out("elsewhere", "draft"), content);
                File.Copy(rig.Out("elsewhere", "draft"), path, overwrite: true);
            },
        };

    private static async Task RenameAsync(string draft, string path, byte[] content)
    {
        await File.WriteAllBytesAsync(draft, content);
        File.Move(draft, path, overwrite: true);
    }

    private static async Task SlowlyAsync(string path, byte[] content)
    {
        await using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        foreach (byte[] part in content.Chunk((content.Length / 8) + 1))
        {
            await file.WriteAsync(part);
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        }
    }

    private static async Task OverAsync(string path, byte[] content)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        foreach (byte[] part in content.Chunk((content.Length / 4) + 1))
        {
            await file.WriteAsync(part);
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        }

        file.SetLength(content.Length);
    }
}
