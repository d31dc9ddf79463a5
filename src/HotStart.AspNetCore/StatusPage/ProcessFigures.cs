using System.Diagnostics;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>What the process takes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="WorkingSet">Its memory, in bytes.</param>
/// <param name="Heap">What of it the garbage collector holds, in bytes.</param>
internal sealed record ProcessFigures(int Id, DateTimeOffset StartedAt, long WorkingSet, long Heap)
{
    private static readonly Lazy<DateTimeOffset> _startedAt = new(() =>
    {
        using Process self = Process.GetCurrentProcess();
        return new DateTimeOffset(self.StartTime.ToUniversalTime(), TimeSpan.Zero);
    });

    public static ProcessFigures Now() =>
        new(Environment.ProcessId, _startedAt.Value, Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false));
}
