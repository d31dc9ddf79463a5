using System.Runtime.InteropServices;

namespace HotStart.Doctor.Snapshots;

/// <summary>The calls of the C library that stop, read and resume another process.</summary>
internal static unsafe partial class Native
{
    public const int NoSuchProcess = 3;
    public const int NotPermitted = 1;
    public const int AccessDenied = 13;
    public const int Cont = 7;
    public const int GetRegs = 12;
    public const int Detach = 17;
    public const int GetSignal = 0x4202;
    public const int Seize = 0x4206;
    public const int Interrupt = 0x4207;

    public const int HugePages = 14;
    public const int PopulateWrite = 23;

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    public static partial long Trace(nint request, nint thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "process_vm_readv", SetLastError = true)]
    public static partial nint ReadMemory(int process, Span* local, nuint localCount, Span* remote, nuint remoteCount, nuint flags);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial byte* Map(byte* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(byte* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    public static partial int Advise(byte* address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint User();

    /// <summary>Lets one other process look at this one; 0 takes that back. Means nothing where anyone of the same user may.</summary>
    public static void AllowTracer(int process)
    {
        const int SetTracer = 0x59616d61;
        if (OperatingSystem.IsLinux())
        {
            _ = Control(SetTracer, process, 0, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nint a, nint b, nint c, nint d);

    /// <summary>What the C library calls an iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Span
    {
        public byte* Start;
        public nuint Length;
    }
}
