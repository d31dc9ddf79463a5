namespace HotStart.Flow.Candidates;

/// <summary>
/// Deletes staged copies that nothing needs any more, but never while a change is under way: that change may just
/// have found such a copy and be about to load it.
/// </summary>
internal sealed class StagedReleases(Func<StagedCopy, bool> isUsed, Action<StagedCopy> delete)
{
    private readonly Lock _lock = new();
    private readonly List<StagedCopy> _waiting_NeedsLock = [];
    private int _changes_NeedsLock;

    public void BeginChange()
    {
        lock (_lock)
        {
            _changes_NeedsLock++;
        }
    }

    public void EndChange()
    {
        lock (_lock)
        {
            if (--_changes_NeedsLock == 0)
            {
                DeleteUnused_NeedsLock();
            }
        }
    }

    public void Release(StagedCopy staged)
    {
        lock (_lock)
        {
            _waiting_NeedsLock.Add(staged);
            if (_changes_NeedsLock == 0)
            {
                DeleteUnused_NeedsLock();
            }
        }
    }

    private void DeleteUnused_NeedsLock()
    {
        // Under the lock, so that no change can begin between the look and the deletion.
        foreach (StagedCopy staged in _waiting_NeedsLock)
        {
            if (!isUsed(staged))
            {
                delete(staged);
            }
        }

        _waiting_NeedsLock.Clear();
    }
}
