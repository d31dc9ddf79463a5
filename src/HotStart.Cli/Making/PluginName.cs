namespace HotStart.Cli.Making;

/// <summary>What a new plugin may be called: its id, a file name and an assembly name at once.</summary>
internal static class PluginName
{
    private const int MaxLength = 100;

    /// <summary>Names that Windows keeps for devices.</summary>
    private static readonly string[] _devices = ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })];

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return $"A plugin's name has 1 to {MaxLength} characters; this one has {name.Length}.";
        }

        if (!char.IsAsciiLetterOrDigit(name[0]))
        {
            return $"'{name}' cannot be a plugin's name: it must begin with a letter or digit.";
        }

        int bad = name.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");
        if (bad >= 0)
        {
            return $"'{name}' cannot be a plugin's name: it holds '{name[bad]}'. Letters, digits, '.', '-' and '_' may stand in it.";
        }

        if (name[^1] == '.' || _devices.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase))
        {
            return $"'{name}' cannot be a plugin's name: Windows has no file of that name.";
        }

        return name.Split('.')[0].Equals("HotStart", StringComparison.OrdinalIgnoreCase)
            ? $"'{name}' cannot be a plugin's name: it is one of HotStart's own assemblies, or looks like one."
            : null;
    }
}
