using System.Globalization;
using System.Runtime.InteropServices;

namespace HotStart.Doctor.Snapshots;

/// <summary>
/// A process all of whose threads stand still until this is disposed. The kernel ties it to the thread that made it:
/// use and dispose it there. Should that thread die first, the kernel lets the process run on.
/// </summary>
internal sealed class StoppedProcess : IDisposable
{
    private const int StopEvent = 128;
    private const int RegisterCount = 27;
    private const int Quick = 50;

    private readonly int _process;
    private readonly Dictionary<int, byte[]> _threads = [];
    private bool _isResumed;

    private StoppedProcess(int process) => _process = process;

    /// <summary>The registers of each thread, as the kernel lays them out.</summary>
    public IReadOnlyDictionary<int, byte[]> Threads => _threads;

    /// <summary>Stops a process.</summary>
    /// <exception cref="DoctorException">It may not be stopped, or ended meanwhile.</exception>
    public static StoppedProcess Stop(int process, CancellationToken cancellationToken)
    {
        StoppedProcess stopped = new(process);
        try
        {
            // Threads start threads: until a look at the list brings no new one.
            while (stopped.StopNewThreads(cancellationToken))
            {
            }

            return stopped;
        }
        catch
        {
            stopped.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_isResumed)
        {
            return;
        }

        _isResumed = true;
        foreach (int thread in _threads.Keys)
        {
            _ = Native.Trace(Native.Detach, thread, 0, 0);
        }
    }

    private bool StopNewThreads(CancellationToken cancellationToken)
    {
        List<int> seized = [];
        foreach (int thread in Listed().Where(t => !_threads.ContainsKey(t)))
        {
            if (Native.Trace(Native.Seize, thread, 0, 0) == 0)
            {
                _threads.Add(thread, []);
                seized.Add(thread);
            }
            else if (Marshal.GetLastPInvokeError() is var error and not Native.NoSuchProcess && !HasEnded(thread))
            {
                // Of a thread that is just ending the kernel says the same as of one that is forbidden.
                throw TargetErrors.MayNotAttach(_process, error);
            }
        }

        foreach (int thread in seized)
        {
            _ = Native.Trace(Native.Interrupt, thread, 0, 0);
        }

        AwaitStops([.. seized], cancellationToken);
        return seized.Count > 0;
    }

    private IEnumerable<int> Listed()
    {
        try
        {
            return Directory.GetDirectories($"/proc/{_process}/task")
                .Select(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture));
        }
        catch (DirectoryNotFoundException)
        {
            throw TargetErrors.Ended(_process);
        }
    }

    // Asks each thread instead of waiting for its message, which would take exit codes of children from
    // System.Diagnostics.Process. Its own children this process never stops: see PluginDoctor.
    private void AwaitStops(HashSet<int> running, CancellationToken cancellationToken)
    {
        for (int round = 0; running.Count > 0; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            running.RemoveWhere(HasStoppedOrEnded);
            if (running.Count > 0)
            {
                cancellationToken.WaitHandle.WaitOne(round < Quick ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1));
            }
        }
    }

    private unsafe bool HasStoppedOrEnded(int thread)
    {
        int* signal = stackalloc int[32];
        if (Native.Trace(Native.GetSignal, thread, 0, (nint)signal) != 0)
        {
            return HasEnded(thread) && _threads.Remove(thread);
        }

        // A stop of ours carries an event number. Any other is a signal on its way, which must not be lost: the
        // runtime stops threads for collections by signals.
        if (signal[2] >> 8 != StopEvent)
        {
            _ = Native.Trace(Native.Cont, thread, 0, signal[0]);
            return false;
        }

        byte[] registers = new byte[RegisterCount * sizeof(ulong)];
        fixed (byte* place = registers)
        {
            if (Native.Trace(Native.GetRegs, thread, 0, (nint)place) == 0)
            {
                _threads[thread] = registers;
            }
        }

        return true;
    }

    private bool HasEnded(int thread)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{_process}/task/{thread}/stat");
            return stat[stat.LastIndexOf(')') + 2] is 'Z' or 'X';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
