using System.IO.Compression;

namespace HotStart.Packages.Packing;

/// <summary>Goes through all entries of a package before any of them is unpacked.</summary>
internal static class EntryCheck
{
    private const int MostReasons = 20;

    /// <summary>Fills in the entries by path. Folders are left out: they come with the files in them.</summary>
    /// <returns>All that is unsafe; empty where nothing is.</returns>
    public static List<Reason> Run(string file, ZipArchive zip, SortedDictionary<string, ZipArchiveEntry> entries)
    {
        List<Reason> reasons = [];
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        HashSet<string> folders = new(StringComparer.Ordinal);
        long total = 0;
        if (zip.Entries.Count > EntryLimits.MostEntries)
        {
            Add($"holds {zip.Entries.Count} files; the limit is {EntryLimits.MostEntries}.");
            return reasons;
        }

        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string path = NuGetFiles.PathOf(entry.FullName);
            if (path.EndsWith('/') && entry.Length == 0 && path.Length > 1)
            {
                if (EntryRules.Problem(path.TrimEnd('/')) is { } odd)
                {
                    Add($"holds a folder '{Shown(path)}' whose name {odd}.");
                }

                continue;
            }

            string? problem = EntryRules.Problem(path) is { } name ? $"whose path {name}"
                : EntryRules.KindProblem(entry.ExternalAttributes) is { } kind ? $"that {kind}"
                : entry.IsEncrypted ? "that is encrypted"
                : EntryLimits.Problem(entry.Length, entry.CompressedLength) is { } size ? $"that {size}"
                : null;
            path = path.Replace('\\', '/');
            string key = EntryRules.Key(path);
            if (problem is null && !seen.TryAdd(key, path))
            {
                problem = seen[key] == path ? "twice" : $"beside '{Shown(seen[key])}', which is the same file where case does not count";
            }

            total += Math.Max(0, Math.Min(entry.Length, EntryLimits.LargestContent));
            if (problem is not null)
            {
                Add($"holds '{Shown(path)}' {problem}.");
                continue;
            }

            entries[path] = entry;
            for (int slash = key.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = key.IndexOf('/', slash + 1))
            {
                folders.Add(key[..slash]);
            }
        }

        foreach (string clash in seen.Keys.Where(folders.Contains))
        {
            Add($"holds '{Shown(seen[clash])}' both as a file and as a folder.");
        }

        if (total > EntryLimits.LargestContent)
        {
            Add($"would unpack to more than {EntryLimits.LargestContent >> 20} MiB.");
        }

        return reasons;

        void Add(string what)
        {
            if (reasons.Count < MostReasons)
            {
                reasons.Add(new Reason(PackageReasonCodes.Unsafe, $"'{file}' {what} Nothing of it was unpacked: ask its author for a package that is made with dotnet pack.", file));
            }
        }
    }

    // A name may hold anything, terminal commands too.
    private static string Shown(string path)
    {
        string clean = string.Concat(path.Take(120).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '·' : c));
        return path.Length > 120 ? clean + "…" : clean;
    }
}
