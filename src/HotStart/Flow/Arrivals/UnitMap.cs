using HotStart.Flow.Candidates;

namespace HotStart.Flow.Arrivals;

/// <summary>Which artifacts there are in a scope, and which of them a path belongs to. Used by one loop.</summary>
internal sealed class UnitMap
{
    private static readonly string[] _flatEndings = [".dll", ".pdb", ".deps.json", ".runtimeconfig.json"];

    private readonly ArrivalScope _scope;
    private readonly Dictionary<string, ArtifactUnit> _units = new(StringComparer.Ordinal);

    public UnitMap(ArrivalScope scope)
    {
        _scope = scope;
        if (scope.Kind != ArrivalScopeKind.PluginFolder)
        {
            UnitKind kind = scope.Kind switch
            {
                ArrivalScopeKind.Dll => UnitKind.GivenDll,
                ArrivalScopeKind.Source => UnitKind.SourceFile,
                ArrivalScopeKind.OneFolder => UnitKind.Folder,
                _ => UnitKind.Project,
            };
            _units.Add(scope.Path, new(kind, scope.Path, scope.Folder));
        }
    }

    /// <summary>Whether something of that name that is gone may have been a folder.</summary>
    public static bool CanBeFolder(string name) =>
        FlatDllOf(name) is null && !SourceFiles.IsSource(name) && !IgnoredFiles.IsTemporarySource(name);

    private bool IsOne => _scope.Kind != ArrivalScopeKind.PluginFolder;

    /// <summary>All that are there, and all that were.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public IReadOnlyCollection<ArtifactUnit> FindAll()
    {
        if (!IsOne)
        {
            foreach (string name in UnitFiles.NamesIn(_scope.Folder))
            {
                if (!IgnoredFiles.IsTemporary(name))
                {
                    FindTop(name, known: null);
                }
            }
        }

        return [.. _units.Values];
    }

    /// <summary>Adds those to which a path belongs; false where it can belong to any.</summary>
    /// <param name="relative">Relative to the watched folder.</param>
    /// <param name="found">Where to add them.</param>
    public bool Find(string relative, HashSet<ArtifactUnit> found)
    {
        if (IsOne)
        {
            if (_scope.Kind != ArrivalScopeKind.Project || !IsBuildOutput(relative))
            {
                found.UnionWith(_units.Values);
            }

            return true;
        }

        int end = relative.IndexOf(Path.DirectorySeparatorChar);
        string top = end < 0 ? relative : relative[..end];
        if (IgnoredFiles.IsHidden(top))
        {
            return false; // "..data" and its like: what visible links lead to
        }

        if (!IgnoredFiles.IsTemporary(top))
        {
            FindTop(top, found);
        }

        return true;
    }

    /// <summary>The one that was reported under this path, or to which the file at this path belongs.</summary>
    public void FindReported(string path, HashSet<ArtifactUnit> found)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (_units.TryGetValue(full, out ArtifactUnit? unit))
        {
            found.Add(unit);
        }
        else
        {
            Find(Path.GetRelativePath(_scope.Folder, full), found);
        }
    }

    /// <summary>Forgets one that is gone.</summary>
    public void Drop(ArtifactUnit unit)
    {
        if (!IsOne)
        {
            _units.Remove(unit.ArtifactPath);
        }
    }

    private static bool IsBuildOutput(string relative)
    {
        foreach (Range part in relative.AsSpan().Split(Path.DirectorySeparatorChar))
        {
            ReadOnlySpan<char> name = relative.AsSpan(part);
            if (IgnoredFiles.IsBuildOutput(name) || (IgnoredFiles.IsHidden(name) && !IgnoredFiles.IsSetting(name)))
            {
                return true;
            }
        }

        return false;
    }

    private void FindTop(string name, HashSet<ArtifactUnit>? known)
    {
        string path = Path.Join(_scope.Folder, name);
        string? dll = FlatDllOf(path);
        bool isKnown = TryAdd(path) | (dll is not null && TryAdd(dll));
        if (isKnown)
        {
            return;
        }

        if (FileStamp.Of(path).Kind == FileStampKind.Folder)
        {
            Add(new(UnitKind.Folder, path, path));
        }
        else if (SourceFiles.IsSource(name) && FileStamp.Of(path).Kind == FileStampKind.File)
        {
            Add(new(UnitKind.SourceFile, path, _scope.Folder));
        }
        else if (dll is not null && FileStamp.Of(dll).Kind == FileStampKind.File)
        {
            Add(new(UnitKind.FlatDll, dll, _scope.Folder));
        }

        void Add(ArtifactUnit unit)
        {
            _units.Add(unit.ArtifactPath, unit);
            known?.Add(unit);
        }

        bool TryAdd(string artifact)
        {
            if (_units.TryGetValue(artifact, out ArtifactUnit? unit))
            {
                known?.Add(unit);
                return true;
            }

            return false;
        }
    }

    private static string? FlatDllOf(string path)
    {
        string? ending = _flatEndings.FirstOrDefault(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return ending is null ? null : ending == ".dll" ? path : string.Concat(path.AsSpan(0, path.Length - ending.Length), ".dll");
    }
}
