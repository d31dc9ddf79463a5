using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Flow.Arrivals;

/// <summary>The system calls for which the framework has no equal: inode numbers, and opening without a lock.</summary>
internal static unsafe partial class LinuxFile
{
    private const int AtCurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int ReadOnlyCloseOnExecNonBlocking = 0x80000 | 0x800;

    private const int NoEntry = 2;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;
    private const int TooManyLinks = 40;

    // An old C library, or a sandbox that forbids the call. Written at most once; a race just asks once more.
    private static volatile bool _unavailable = !OperatingSystem.IsLinux();

    /// <summary>False where this way of asking is not to be had.</summary>
    public static bool TryStamp(string path, out FileStamp stamp)
    {
        stamp = FileStamp.Missing;
        if (_unavailable)
        {
            return false;
        }

        try
        {
            StatX stat;
            if (StatXCall(AtCurrentFolder, path, 0, BasicStats, &stat) == 0)
            {
                stamp = stat.ToStamp();
                return true;
            }
        }
        catch (EntryPointNotFoundException)
        {
            _unavailable = true;
            return false;
        }

        switch (Marshal.GetLastPInvokeError())
        {
            case NoEntry or NotAFolder or TooManyLinks:
                return true;
            case AccessDenied:
                throw new UnauthorizedAccessException(
                    $"'{path}' cannot be looked at: a folder on the way may not be entered. Let the host's user read it.");
            case 38: // not implemented
            case 1: // forbidden by a sandbox
                _unavailable = true;
                return false;
            case int error:
                throw new IOException($"'{path}' cannot be looked at: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    /// <summary>The user id of who owns a file or folder, links not followed; null where this cannot be told.</summary>
    public static uint? OwnerOf(string path)
    {
        StatX stat;
        return StatXCall(AtCurrentFolder, path, DoNotFollow, BasicStats, &stat) == 0 ? stat.Owner : null;
    }

    /// <summary>Opens for reading in a way that no writer notices.</summary>
    /// <remarks>
    /// On Linux the framework's own open takes an advisory lock (flock) whatever the share mode. A .NET writer that
    /// asks for <see cref="FileShare.None"/> at that moment (File.Copy, and with it `dotnet build`) would fail with
    /// "used by another process". Looking must not disturb: so no lock here.
    /// </remarks>
    public static SafeFileHandle OpenToLook(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        int descriptor = OpenCall(path, ReadOnlyCloseOnExecNonBlocking);
        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        throw Marshal.GetLastPInvokeError() switch
        {
            NoEntry or NotAFolder => new FileNotFoundException($"'{path}' is gone.", path),
            AccessDenied => new UnauthorizedAccessException($"'{path}' may not be read by the host's user."),
            int error => new IOException($"'{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}."),
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatXCall(int folder, string path, int flags, uint mask, StatX* result);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    /// <summary>The user id as which this process makes files.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    // The kernel's layout, the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatX
    {
        [FieldOffset(20)]
        private readonly uint _owner;

        [FieldOffset(28)]
        private readonly ushort _mode;

        [FieldOffset(32)]
        private readonly long _inode;

        [FieldOffset(40)]
        private readonly long _size;

        [FieldOffset(96)]
        private readonly long _changedSeconds;

        [FieldOffset(104)]
        private readonly uint _changedNanoseconds;

        [FieldOffset(112)]
        private readonly long _modifiedSeconds;

        [FieldOffset(120)]
        private readonly uint _modifiedNanoseconds;

        [FieldOffset(136)]
        private readonly long _device;

        public readonly uint Owner => _owner;

        public readonly FileStamp ToStamp()
        {
            FileStampKind kind = (_mode & 0xf000) switch
            {
                0x8000 => FileStampKind.File,
                0x4000 => FileStampKind.Folder,
                _ => FileStampKind.Other,
            };
            return new(
                kind,
                kind == FileStampKind.File ? _size : 0,
                (_modifiedSeconds * 1_000_000_000) + _modifiedNanoseconds,
                (_changedSeconds * 1_000_000_000) + _changedNanoseconds,
                _inode,
                _device);
        }
    }
}
