using System.Collections.Immutable;

namespace HotStart.Packages.Packing;

/// <summary>Lays out a plugin's folder: first beside its place, then by one rename.</summary>
internal sealed class FolderLayout(string folder)
{
    private readonly Dictionary<string, (PackageContents Package, string Entry)> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Reason> _reasons = [];
    private string? _plugin;

    /// <summary>Adds a package; what an earlier one has placed stays, the plugin's own files first of all.</summary>
    public void Add(PackageContents package, bool isPlugin)
    {
        foreach (PlacedFile file in PackageAssets.Of(package, isPlugin))
        {
            if (!isPlugin && IsHostsOwn(file.Place))
            {
                continue;
            }

            if (_files.TryGetValue(file.Place, out (PackageContents Package, string Entry) before) && !before.Package.File.Equals(_plugin, StringComparison.Ordinal)
                && before.Package.CopyTo(before.Entry, Stream.Null) != package.CopyTo(file.Entry, Stream.Null))
            {
                _reasons.Add(new Reason(
                    PackageReasonCodes.DependencyConflict,
                    $"'{before.Package.File}' and '{package.File}' both hold '{file.Place}', with different content. Keep one of the two packages.",
                    package.File));
            }

            _files.TryAdd(file.Place, (package, file.Entry));
        }

        _plugin ??= package.File;
    }

    /// <summary>Places all.</summary>
    /// <exception cref="PackageException">Files of packages contradict each other, or one is damaged.</exception>
    public void Write(CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, string> clash in _files.Keys.GroupBy(EntryRules.Key).Where(g => g.Count() > 1))
        {
            _reasons.Add(new Reason(PackageReasonCodes.Unsafe, $"The packages hold {string.Join(" and ", clash.Select(c => $"'{c}'"))}, which is the same file where case does not count.", folder));
        }

        if (_reasons.Count > 0)
        {
            throw new PackageException(folder, [.. _reasons]);
        }

        if (Directory.Exists(folder))
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new IOException($"The folder '{folder}' is not empty. Name one that is empty or does not exist.");
            }

            Directory.Delete(folder);
        }

        string parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        string draft = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.partial");
        try
        {
            foreach ((string place, (PackageContents package, string entry)) in _files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Place(draft, place, package, entry, cancellationToken);
            }

            Directory.CreateDirectory(draft);
            Directory.Move(draft, folder);
        }
        catch
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            throw;
        }
    }

    private static void Place(string draft, string place, PackageContents package, string entry, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(Path.Combine(draft, place));

        // Names were checked when the package was opened; this holds even if that check has a hole.
        if (!target.StartsWith(draft + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw PackageContents.Refuse(package.File, PackageReasonCodes.Unsafe, $"holds '{entry}', which leads out of the plugin's folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using FileStream file = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        package.CopyTo(entry, file, cancellationToken);
    }

    private static bool IsHostsOwn(string place) =>
        Path.GetFileNameWithoutExtension(place) is "HotStart" or "HotStart.Abstractions";
}
