using HotStart.Bench.Reporting;

namespace HotStart.Bench.Web;

/// <summary>The mean of this process's resident memory, looked at each second.</summary>
internal sealed class ResidentWatch
{
    private readonly Lock _lock = new();
    private double _sum_NeedsLock;
    private int _looks_NeedsLock;

    public async Task KeepLookingAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                lock (_lock)
                {
                    _sum_NeedsLock += Resident.Bytes;
                    _looks_NeedsLock++;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the load is over
        }
    }

    /// <summary>Since the last time it was asked.</summary>
    public double TakeMebibytes()
    {
        lock (_lock)
        {
            double mean = (_looks_NeedsLock == 0 ? Resident.Bytes : _sum_NeedsLock / _looks_NeedsLock) / 1048576.0;
            (_sum_NeedsLock, _looks_NeedsLock) = (0, 0);
            return mean;
        }
    }
}
