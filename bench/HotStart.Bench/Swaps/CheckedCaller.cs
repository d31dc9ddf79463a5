namespace HotStart.Bench.Swaps;

/// <summary>A thread that calls without pause and judges every answer.</summary>
internal sealed class CheckedCaller
{
    private readonly Func<long> _halves;
    private readonly Func<int, Task<long>>? _later;
    private readonly VersionClock _clock;
    private readonly Thread _thread;
    private volatile bool _stop;

    /// <param name="halves">Gives the version twice.</param>
    /// <param name="later">Gives it over a wait, or null. Asked now and then.</param>
    /// <param name="clock">Which versions may answer.</param>
    public CheckedCaller(Func<long> halves, Func<int, Task<long>>? later, VersionClock clock)
    {
        _halves = halves;
        _later = later;
        _clock = clock;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public long Calls { get; private set; }

    public long Answers { get; private set; }

    public long Failed { get; private set; }

    public long Mixed { get; private set; }

    public long Stale { get; private set; }

    public string? FirstError { get; private set; }

    public void Stop()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_stop)
        {
            int before = _clock.Published;
            bool asynchronous = _later is not null && Calls % 512 == 0;
            Calls++;
            try
            {
                long answer = asynchronous ? _later!(0).GetAwaiter().GetResult() : _halves();
                Judge(answer, before);
                Answers++;
            }
            catch (Exception e)
            {
                Failed++;
                FirstError ??= e.ToString();
            }
        }
    }

    private void Judge(long answer, int before)
    {
        int first = (int)(answer >> 32), second = (int)answer;
        if (first != second)
        {
            Mixed++;
        }
        else if (!_clock.MayAnswer(first, before, _clock.Published))
        {
            Stale++;
        }
    }
}
