using System.Collections.Immutable;
using System.Diagnostics;
using HotStart.Doctor.Snapshots;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor;

/// <summary>
/// Looks at another process of this machine and names what keeps its retired plugin generations in memory. The process is
/// stopped while its memory is copied, some tenths of a second for 500 MB; it runs on while the copy is searched.
/// </summary>
public static class PluginDoctor
{
    // A collection takes the heap apart for a moment; the next snapshot meets it whole.
    private const int Attempts = 5;

    /// <summary>Looks at a process.</summary>
    /// <param name="request">Which, and within which limits.</param>
    /// <param name="progress">Told what is being done, for people.</param>
    /// <param name="cancellationToken">Gives up; the process is let go at once.</param>
    /// <exception cref="DoctorException">It cannot be looked at; the kind says why.</exception>
    public static async Task<DoctorReport> ExamineAsync(
        DoctorRequest request, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (TargetLook.IsOwnChild(request.ProcessId))
        {
            // The kernel tells a parent that traces that its child "stopped", and System.Diagnostics.Process takes
            // that for its end, for ever. Another process is told in our place.
            progress?.Report($"process {request.ProcessId} is a child of this one: looking at it from a process beside …");
            return await DoctorProcess.ExamineAsync(request, cancellationToken).ConfigureAwait(false);
        }

        using CancellationTokenSource limit = new(request.TimeLimit, TimeProvider.System);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        CancellationToken token = both.Token;
        try
        {
            // A thread of its own: the kernel ties a stopped process to the very thread that stopped it.
            return await Task.Factory.StartNew(
                () => Examine(request, progress, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DoctorException(
                DoctorErrorKind.OutOfTime,
                $"Process {request.ProcessId} could not be looked through within {request.TimeLimit.TotalSeconds:0.###} s. Allow more (--timeout), or look when the machine is less busy.");
        }
    }

    private static DoctorReport Examine(DoctorRequest request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        TargetLook.Require(request.ProcessId);
        TimeSpan paused = TimeSpan.Zero;
        for (int attempt = 1; ; attempt++)
        {
            progress?.Report(attempt == 1 ? $"reading the memory of process {request.ProcessId} …" : "it was collecting garbage; reading its memory again …");
            using Snapshot snapshot = ProcessCopy.Take(
                request.ProcessId, request.MemoryLimit > 0 ? request.MemoryLimit : MemoryRoom.Free(), cancellationToken);
            paused += snapshot.Paused;
            progress?.Report($"read {snapshot.Memory.Bytes >> 20} MB in {snapshot.Paused.TotalSeconds:0.00} s; searching …");
            if (Runtimes.Search(snapshot, request, attempt < Attempts, cancellationToken) is { } found)
            {
                return found with { Figures = found.Figures with { Took = Stopwatch.GetElapsedTime(began), Paused = paused } };
            }
        }
    }
}
