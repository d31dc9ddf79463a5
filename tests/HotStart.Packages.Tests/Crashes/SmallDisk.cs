using System.Diagnostics;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>A real small disk, mounted over a folder. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;
    private readonly string _filler;

    private SmallDisk(string folder)
    {
        _folder = folder;
        _filler = Path.Combine(folder, "filler");
    }

    /// <summary>Mounts it; what the folder holds is copied. Skips the test where that is not allowed.</summary>
    public static SmallDisk Mount(string folder, string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Mounts a tmpfs, which Linux has.");
        Directory.CreateDirectory(folder);
        (string Path, byte[] Content)[] held = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => (f, File.ReadAllBytes(f)))];
        Assert.SkipUnless(TryRun("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder), "Needs the right to mount a tmpfs: run as root.");
        SmallDisk disk = new(folder);
        foreach ((string path, byte[] content) in held)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        return disk;
    }

    public void ForbidWriting() => Assert.True(TryRun("mount", "-o", "remount,ro", _folder), "remount failed");

    /// <summary>Takes all room but some pages.</summary>
    public void Fill(int pages = 0)
    {
        File.Delete(_filler);
        byte[] page = new byte[4096];
        using FileStream stream = new(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            stream.SetLength(Math.Max(0, stream.Length - (pages * 4096L)));
        }
    }

    public void Free() => File.Delete(_filler);

    public void Dispose() => TryRun("umount", "-l", _folder);

    private static bool TryRun(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
