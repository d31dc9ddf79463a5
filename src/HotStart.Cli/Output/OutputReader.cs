using System.Runtime.InteropServices;

namespace HotStart.Cli.Output;

/// <summary>
/// Whoever reads the standard output. A command that runs until it is stopped ends when nobody does any more, as in
/// <c>hotstart run hello.cs | head -1</c>: .NET writes on into a pipe without a reader and says nothing.
/// </summary>
internal static partial class OutputReader
{
    private const int StandardOutput = 1;
    private const short Gone = 0x8; // POLLERR: on a pipe that is written to, there is no reader
    private const int Interrupted = 4; // EINTR

    /// <summary>Calls back once, from a thread of its own, when the reader of a pipe has gone. Only where the system can tell.</summary>
    public static void WhenGone(Action gone)
    {
        if (!Console.IsOutputRedirected || !(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()))
        {
            return;
        }

        // A background thread: it waits for as long as the process lives, and holds nothing.
        new Thread(() =>
        {
            PollRequest request = new() { File = StandardOutput };
            int answered;
            do
            {
                answered = Poll(ref request, 1, Timeout.Infinite);
            }
            while (answered < 0 && Marshal.GetLastPInvokeError() == Interrupted);

            if (answered > 0 && (request.Happened & Gone) != 0)
            {
                gone();
            }
        })
        {
            IsBackground = true,
            Name = "HotStart output",
        }.Start();
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest requests, nuint count, int milliseconds);

    private struct PollRequest
    {
        public int File;

        public short Wanted;

        public short Happened;
    }
}
