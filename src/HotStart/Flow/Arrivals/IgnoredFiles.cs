namespace HotStart.Flow.Arrivals;

/// <summary>Names that are nobody's artifact: hidden files, and what editors and copiers leave while they work.</summary>
internal static class IgnoredFiles
{
    public static bool IsHidden(ReadOnlySpan<char> name) => name is [] or ['.', ..];

    public static bool IsTemporary(ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(name);
        return IsHidden(name)
            || name[^1] == '~'
            || name[0] is '#' or '~'
            || extension.StartsWith(".tmp", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".part", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".partial", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".swp", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".swx", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("___jb_tmp___", StringComparison.Ordinal)
            || name.EndsWith("___jb_old___", StringComparison.Ordinal);
    }

    /// <summary>The same for the folder of a project, where Vim also tries its luck with a file named 4913 or the like.</summary>
    public static bool IsTemporarySource(ReadOnlySpan<char> name) =>
        !IsSetting(name) && (IsTemporary(name)
        || !name.ContainsAnyExceptInRange('0', '9')
        || Path.GetExtension(name).Equals(".bak", StringComparison.OrdinalIgnoreCase));

    /// <summary>Files that are hidden and yet say how sources are compiled.</summary>
    public static bool IsSetting(ReadOnlySpan<char> name) => name is ".editorconfig" or ".globalconfig";

    public static bool IsBuildOutput(ReadOnlySpan<char> folderName) =>
        folderName.Equals("bin", StringComparison.OrdinalIgnoreCase)
        || folderName.Equals("obj", StringComparison.OrdinalIgnoreCase)
        || folderName.Equals("node_modules", StringComparison.OrdinalIgnoreCase);
}
