using System.Text;

namespace HotStart.Packages.Packing;

/// <summary>Which names a file in a package may have: those that mean the same place on every system, within the folder.</summary>
internal static class EntryRules
{
    private const int LongestPath = 512;
    private const int LongestName = 200;
    private const int Deepest = 32;
    private const int KindOfFile = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int ReparsePoint = 0x400;

    private static readonly HashSet<string> _devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>What is wrong with a path, in words that follow it; null where nothing is.</summary>
    public static string? Problem(string path)
    {
        if (path.Length is 0 or > LongestPath)
        {
            return path.Length == 0 ? "is empty" : $"is longer than {LongestPath} characters";
        }

        if (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':'))
        {
            return "begins at a root";
        }

        string[] names = path.Split('/', '\\');
        return names.Length > Deepest
            ? $"is nested deeper than {Deepest} folders"
            : names.Select(NameProblem).FirstOrDefault(p => p is not null);
    }

    /// <summary>What an entry is, if it is no file or folder, by the attributes that zip keeps of Unix and Windows.</summary>
    public static string? KindProblem(int externalAttributes)
    {
        int unix = (externalAttributes >> 16) & KindOfFile;
        return unix switch
        {
            0xA000 => "is a link",
            not (0 or RegularFile or Folder) => "is a device, pipe or socket",
            _ => (externalAttributes & ReparsePoint) != 0 && unix == 0 ? "is a link" : null,
        };
    }

    /// <summary>The same for all paths that some file system takes for the same.</summary>
    public static string Key(string path)
    {
        try
        {
            return path.Replace('\\', '/').Normalize(NormalizationForm.FormC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            return path.ToUpperInvariant(); // half a surrogate pair; refused by its name anyway
        }
    }

    private static string? NameProblem(string name)
    {
        if (name is "" or "." or "..")
        {
            return name == ".." ? "leads out of the package" : "has an empty part";
        }

        if (name.Length > LongestName)
        {
            return $"has a part longer than {LongestName} characters";
        }

        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsControl(c) || c is ':' or '*' or '?' or '"' or '<' or '>' or '|' || c == '\uFFFD')
            {
                return $"holds a character that not every file system takes (U+{(int)c:X4})";
            }

            if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1])) && !(i > 0 && char.IsSurrogatePair(name[i - 1], c)))
            {
                return "is not valid Unicode";
            }
        }

        if (name[^1] is '.' or ' ')
        {
            return "has a part that ends in a dot or space, which Windows drops";
        }

        string stem = name.Split('.')[0].TrimEnd(' ');
        return _devices.Contains(stem) ? $"holds the reserved name '{stem}'" : null;
    }
}
