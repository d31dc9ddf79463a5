namespace HotStart.Flow.Candidates;

/// <summary>Names that editors, copy tools and version control leave behind; they belong to no artifact.</summary>
internal static class JunkNames
{
    private static readonly string[] Endings =
        ["~", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", ".swo", ".swx", ".bak", ".orig", ".filepart"];

    public static bool IsJunk(ReadOnlySpan<char> fileName)
    {
        if (fileName.IsEmpty || fileName[0] is '.' or '#' || fileName.StartsWith("~$", StringComparison.Ordinal))
        {
            return true;
        }

        foreach (string ending in Endings)
        {
            if (fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
