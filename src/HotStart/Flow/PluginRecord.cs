using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading;

namespace HotStart.Flow;

/// <summary>
/// What the flow knows of one plugin. Changed only by whoever has the plugin's turn, or by a retirement; the lock is
/// for those who read a status meanwhile.
/// </summary>
internal sealed class PluginRecord(string id, int slot)
{
    private readonly Lock _lock = new();
    private readonly List<Generation> _generations_NeedsLock = [];
    private readonly List<HistoryEntry> _history_NeedsLock = [];
    private Generation? _active_NeedsLock;
    private Artifact? _artifact_NeedsLock;
    private ImmutableArray<Reason> _lastRefusal_NeedsLock = [];
    private ImmutableArray<Reason> _warnings_NeedsLock = [];
    private bool _artifactDeleted_NeedsLock;
    private bool _disabled_NeedsLock;
    private int _unloaded_NeedsLock;
    private int _faults_NeedsLock;
    private int _lastNumber_NeedsLock;

    public string Id { get; } = id;

    public int Slot { get; } = slot;

    public Generation? Active
    {
        get
        {
            lock (_lock)
            {
                return _active_NeedsLock;
            }
        }
    }

    public bool HasArtifactDeleted
    {
        get
        {
            lock (_lock)
            {
                return _artifactDeleted_NeedsLock;
            }
        }
    }

    /// <summary>Whether only being enabled or rolled back brings it back.</summary>
    public bool IsDisabled
    {
        get
        {
            lock (_lock)
            {
                return _disabled_NeedsLock;
            }
        }
    }

    public Artifact? Artifact
    {
        get
        {
            lock (_lock)
            {
                return _artifact_NeedsLock;
            }
        }
    }

    public int NextNumber()
    {
        lock (_lock)
        {
            return ++_lastNumber_NeedsLock;
        }
    }

    /// <summary>Remembers a loaded generation until it is proven gone.</summary>
    public void Add(Generation generation)
    {
        lock (_lock)
        {
            _generations_NeedsLock.Add(generation);
        }
    }

    public void Remove(Generation generation, bool unloaded)
    {
        lock (_lock)
        {
            if (_generations_NeedsLock.Remove(generation) && unloaded)
            {
                _unloaded_NeedsLock++;
            }
        }
    }

    /// <summary>All generations not proven gone, oldest first.</summary>
    public ImmutableArray<Generation> Generations()
    {
        lock (_lock)
        {
            return [.. _generations_NeedsLock];
        }
    }

    /// <summary>Records a swap: what was active becomes the newest entry to go back to.</summary>
    public ImmutableArray<HistoryEntry> Activated(Generation generation, Artifact? artifact, int keep)
    {
        lock (_lock)
        {
            if (_active_NeedsLock is { } old)
            {
                _history_NeedsLock.Add(new HistoryEntry(old));
            }

            SetActive_NeedsLock(generation, artifact);
            return Trim_NeedsLock(keep);
        }
    }

    /// <summary>Records a rollback: the newest entry is used up.</summary>
    public void WentBack(Generation generation, Artifact? artifact)
    {
        lock (_lock)
        {
            _history_NeedsLock.RemoveAt(_history_NeedsLock.Count - 1);
            SetActive_NeedsLock(generation, artifact);
        }
    }

    /// <summary>Records a removal: what was active can be rolled back to.</summary>
    public ImmutableArray<HistoryEntry> Deactivated(int keep, bool disabled = false)
    {
        lock (_lock)
        {
            if (_active_NeedsLock is { } old)
            {
                _history_NeedsLock.Add(new HistoryEntry(old));
            }

            _active_NeedsLock = null;
            _disabled_NeedsLock |= disabled;
            return Trim_NeedsLock(keep);
        }
    }

    public HistoryEntry? Previous()
    {
        lock (_lock)
        {
            return _history_NeedsLock.Count == 0 ? null : _history_NeedsLock[^1];
        }
    }

    public void Refused(ImmutableArray<Reason> reasons)
    {
        lock (_lock)
        {
            _lastRefusal_NeedsLock = reasons;
        }
    }

    public void ArtifactIsDeleted(bool deleted)
    {
        lock (_lock)
        {
            _artifactDeleted_NeedsLock = deleted;
        }
    }

    /// <summary>What is active lies here now, and is fit: whatever was refused or deleted is over.</summary>
    /// <returns>Whether something was refused.</returns>
    public bool FoundAt(Artifact artifact)
    {
        lock (_lock)
        {
            bool wasRefused = !_lastRefusal_NeedsLock.IsEmpty;
            _artifact_NeedsLock = artifact;
            _artifactDeleted_NeedsLock = false;
            _lastRefusal_NeedsLock = [];
            return wasRefused;
        }
    }

    /// <summary>What the compiler warned of in what is active now.</summary>
    /// <returns>What it did not warn of before, wherever in the file that stands now.</returns>
    public ImmutableArray<Reason> Warned(ImmutableArray<Reason> warnings)
    {
        lock (_lock)
        {
            // By text and number: the place moves with each line that is typed above it.
            List<string> known = [.. _warnings_NeedsLock.Select(Text)];
            _warnings_NeedsLock = warnings;
            return [.. warnings.Where(w => !known.Remove(Text(w)))];
        }

        static string Text(Reason warning) => warning.Diagnostic is { } d ? $"{d.File} {d.Code} {d.Message}" : warning.Message;
    }

    public void Faulted()
    {
        lock (_lock)
        {
            _faults_NeedsLock++;
        }
    }

    /// <summary>Whether any generation or history entry still needs this staged copy.</summary>
    public bool Uses(StagedCopy staged)
    {
        lock (_lock)
        {
            return _generations_NeedsLock.Exists(g => g.Staged.Folder == staged.Folder)
                || _history_NeedsLock.Exists(h => h.Staged.Folder == staged.Folder);
        }
    }

    public PluginStatus Status(PluginHostOptions options, Func<Generation, GenerationStatus> describe)
    {
        lock (_lock)
        {
            (int leaked, long leakedBytes) = LeakLimit.Sum(_generations_NeedsLock);
            return new PluginStatus
            {
                Id = Id,
                ActiveGeneration = _active_NeedsLock?.Number,
                Version = _active_NeedsLock?.Version,
                Artifact = _artifact_NeedsLock?.Path,
                ArtifactDeleted = _artifactDeleted_NeedsLock,
                IsDisabled = _disabled_NeedsLock,
                Generations = [.. _generations_NeedsLock.Select(describe)],
                LastRefusal = _lastRefusal_NeedsLock,
                Warnings = _warnings_NeedsLock,
                UnloadedGenerations = _unloaded_NeedsLock,
                LeakedGenerations = leaked,
                LeakedBytes = leakedBytes,
                HasReachedLeakLimit = LeakLimit.IsReached(options, _generations_NeedsLock),
                Faults = _faults_NeedsLock,
                RollbackDepth = _history_NeedsLock.Count,
            };
        }
    }

    private void SetActive_NeedsLock(Generation generation, Artifact? artifact)
    {
        _active_NeedsLock = generation;
        _disabled_NeedsLock = false;
        _artifact_NeedsLock = artifact ?? _artifact_NeedsLock;
        _artifactDeleted_NeedsLock = artifact is null && _artifactDeleted_NeedsLock;
        _lastRefusal_NeedsLock = [];
    }

    private ImmutableArray<HistoryEntry> Trim_NeedsLock(int keep)
    {
        int extra = Math.Max(0, _history_NeedsLock.Count - keep);
        ImmutableArray<HistoryEntry> trimmed = [.. _history_NeedsLock.Take(extra)];
        _history_NeedsLock.RemoveRange(0, extra);
        return trimmed;
    }
}
