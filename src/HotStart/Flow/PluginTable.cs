using System.Collections.Immutable;

namespace HotStart.Flow;

/// <summary>The plugins of one host by id and by place in the live set. A place, once given, stays.</summary>
internal sealed class PluginTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PluginRecord> _byId_NeedsLock = new(StringComparer.OrdinalIgnoreCase);

    public PluginRecord GetOrAdd(string id)
    {
        lock (_lock)
        {
            if (!_byId_NeedsLock.TryGetValue(id, out PluginRecord? record))
            {
                _byId_NeedsLock.Add(id, record = new PluginRecord(id, _byId_NeedsLock.Count));
            }

            return record;
        }
    }

    public PluginRecord? Find(string id)
    {
        lock (_lock)
        {
            return _byId_NeedsLock.GetValueOrDefault(id);
        }
    }

    /// <summary>
    /// The plugin that came from this DLL, project or folder. A removed one has none; one whose artifact is gone
    /// gives way to one whose is not.
    /// </summary>
    public PluginRecord? FindByArtifact(string path)
    {
        lock (_lock)
        {
            return _byId_NeedsLock.Values
                .Where(r => r is { Active: not null, Artifact: { } a } && (a.Path == path || (a.OwnsRoot && a.Root == path)))
                .MinBy(r => r.HasArtifactDeleted);
        }
    }

    /// <summary>The plugin whose folder holds another plugin now.</summary>
    public PluginRecord? FindDisplaced(string path, string byId)
    {
        lock (_lock)
        {
            return _byId_NeedsLock.Values.FirstOrDefault(r => r is { Active: not null, HasArtifactDeleted: false, Artifact: { OwnsRoot: true } a }
                && a.Root == path && !string.Equals(r.Id, byId, StringComparison.OrdinalIgnoreCase));
        }
    }

    public ImmutableArray<PluginRecord> All()
    {
        lock (_lock)
        {
            return [.. _byId_NeedsLock.Values.OrderBy(r => r.Id, StringComparer.OrdinalIgnoreCase)];
        }
    }
}
