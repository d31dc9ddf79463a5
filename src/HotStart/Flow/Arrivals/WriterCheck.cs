using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Flow.Arrivals;

/// <summary>Asks the system whether anybody has a file open for writing. Stateless; safe for use by several threads.</summary>
/// <remarks>
/// Linux has no direct question for this, but it grants a read lease (fcntl(2), F_SETLEASE) only while no process has
/// the file open for writing. So: try to take one, give it back at once, and the outcome is the answer.
/// <para>
/// HAZARD. Whoever opens the file for writing while the lease is held makes the kernel send this process a signal, and
/// the default one, SIGIO, kills it. The signal must therefore be set to one that is ignored by default (SIGURG)
/// BEFORE the lease is taken; if that fails the lease is not tried. The writer waits inside open() until the lease is
/// given back, microseconds later (closing the descriptor gives it back too); one that opens with O_NONBLOCK in
/// just those microseconds gets EWOULDBLOCK.
/// </para>
/// <para>
/// The kernel refuses the question for files of another user (without CAP_LEASE) and on file systems without leases.
/// On file systems of which it sees just its own side (see <see cref="FileSystemKind"/>) the answer says nothing
/// about writers elsewhere: callers treat it as <see cref="Writers.Unknown"/> there.
/// </para>
/// </remarks>
internal static partial class WriterCheck
{
    private const int SetSignal = 10;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int IgnoredByDefault = 23; // SIGURG
    private const int Again = 11;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Writers Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return OfOnWindows(path);
        }

        if (!OperatingSystem.IsLinux())
        {
            return Writers.Unknown;
        }

        using SafeFileHandle file = LinuxFile.OpenToLook(path);
        return Of(file);
    }

    /// <summary>The same for a file that <see cref="LinuxFile.OpenToLook"/> opened.</summary>
    public static Writers Of(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux() || Fcntl(file, SetSignal, IgnoredByDefault) != 0)
        {
            return Writers.Unknown;
        }

        if (Fcntl(file, SetLease, ReadLease) == 0)
        {
            // Cannot fail in a way that matters: the lease ends with the descriptor at the latest.
            _ = Fcntl(file, SetLease, NoLease);
            return Writers.None;
        }

        return Marshal.GetLastPInvokeError() == Again ? Writers.Some : Writers.Unknown;
    }

    private static Writers OfOnWindows(string path)
    {
        const int sharingViolation = unchecked((int)0x80070020);
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Writers.None;
        }
        catch (IOException e) when (e.HResult == sharingViolation)
        {
            return Writers.Some;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeFileHandle file, int command, int argument);
}
