using System.Collections.Immutable;

namespace HotStart.AspNetCore.Admin.Doctor;

/// <summary>
/// Asks the doctor, one plugin at a time and within a limit: an examination stops the process for some tenths of a second.
/// Remembers the last answer for each plugin. Safe for use by several threads.
/// </summary>
internal sealed class DoctorDesk(PluginExaminer? examine, TimeSpan limit, TimeProvider time)
{
    private readonly SemaphoreSlim _one = new(1);
    private ImmutableDictionary<string, DoctorNote> _notes = ImmutableDictionary.Create<string, DoctorNote>(StringComparer.OrdinalIgnoreCase);

    public bool IsThere => examine is not null;

    public ImmutableDictionary<string, DoctorNote> Notes => Volatile.Read(ref _notes);

    /// <summary>The answer, or <see langword="null"/> where another examination is under way.</summary>
    /// <exception cref="TimeoutException">It took longer than the limit.</exception>
    public async Task<DoctorNote?> AskAsync(string pluginId, CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        Task<string>? asked = null;
        using CancellationTokenSource late = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            long began = time.GetTimestamp();
            asked = examine!(pluginId, either.Token);
            string answer = await asked.WaitAsync(either.Token).ConfigureAwait(false);
            DoctorNote note = new(answer, time.GetUtcNow(), time.GetElapsedTime(began));
            ImmutableInterlocked.Update(ref _notes, n => n.SetItem(pluginId, note));
            return note;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The examination of '{pluginId}' did not end within {limit.TotalSeconds:0.###} s and was given up.");
        }
        finally
        {
            // One that does not heed its token keeps its place until it ends: two would stop the process twice.
            if (asked is null or { IsCompleted: true })
            {
                _one.Release();
            }
            else
            {
                _ = asked.ContinueWith(t => (t.Exception, _one.Release()), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }
}
