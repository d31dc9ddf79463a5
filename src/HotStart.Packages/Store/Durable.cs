using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Packages.Store;

/// <summary>Brings files and names to the disk: after it returns, a loss of power takes neither.</summary>
internal static partial class Durable
{
    private const int OpenFolder = 0x10000; // O_DIRECTORY on x64
    private const int OpenFolderArm = 0x4000;

    /// <summary>All files below a folder, and all names in it.</summary>
    public static void FlushTree(string folder)
    {
        // Side by side: the file system joins what waits for the same entry of its journal.
        Parallel.ForEach(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), FlushFile);
        foreach (string sub in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
        {
            FlushFolder(sub);
        }

        FlushFolder(folder);
    }

    /// <summary>One file's content.</summary>
    public static void FlushFile(string path)
    {
        // Windows flushes only what it may write; elsewhere a handle to read from does.
        FileAccess access = OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read;
        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>The names in a folder. Windows has no way to ask for it and keeps them in its journal.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int flag = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? OpenFolderArm : OpenFolder;
        int descriptor = Open(path, OperatingSystem.IsLinux() ? flag : 0);
        if (descriptor < 0)
        {
            throw Problem(path);
        }

        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (Flush(handle) != 0)
        {
            throw Problem(path);
        }
    }

    private static IOException Problem(string path)
    {
        Win32Exception error = new(Marshal.GetLastPInvokeError());
        return new IOException($"'{path}' could not be brought to the disk: {error.Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle handle);
}
