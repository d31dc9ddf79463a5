using HotStart.Bench.Reporting;

namespace HotStart.Bench.Calls;

/// <summary>Runs several loops in turns, so that whatever disturbs the machine disturbs all of them alike.</summary>
internal sealed class CallRounds(int rounds, int callsPerRound, int threads)
{
    private const int WarmUps = 40;

    private readonly Dictionary<CallLoop, Sample> _times = [];

    /// <summary>Nanoseconds a call, median of the rounds.</summary>
    public double Nanoseconds(CallLoop loop) => _times[loop].Median;

    public void Run(params CallLoop[] loops)
    {
        foreach (CallLoop loop in loops)
        {
            for (int i = 0; i < WarmUps; i++)
            {
                loop.Run(callsPerRound / 10);
                Thread.Sleep(2); // lets the compiler's background thread replace what it found hot
            }

            _times[loop] = new Sample();
        }

        using Barrier start = new(threads);
        double[][] results = [.. Enumerable.Range(0, threads).Select(_ => new double[loops.Length * rounds])];
        Thread[] all = [.. Enumerable.Range(0, threads).Select(t => new Thread(() => Measure(loops, start, results[t])))];
        Array.ForEach(all, t => t.Start());
        Array.ForEach(all, t => t.Join());
        for (int i = 0; i < results[0].Length; i++)
        {
            _times[loops[i % loops.Length]].Add(results.Average(r => r[i]));
        }
    }

    /// <summary>Bytes that one call allocates on its thread.</summary>
    public static double BytesPerCall(CallLoop loop)
    {
        const int Calls = 100_000;
        loop.Run(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        loop.Run(Calls);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private void Measure(CallLoop[] loops, Barrier start, double[] results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            CallLoop loop = loops[i % loops.Length];
            start.SignalAndWait();
            double begin = ThreadClock.Now();
            loop.Run(callsPerRound);
            results[i] = (ThreadClock.Now() - begin) / callsPerRound;
        }
    }
}
