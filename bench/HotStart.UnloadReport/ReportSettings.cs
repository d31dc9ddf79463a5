namespace HotStart.UnloadReport;

/// <summary>What the command line asked for.</summary>
internal sealed record ReportSettings
{
    private const string Known = "There are --only NAME,NAME, --group causes|packages, --json and --write FILE.";

    /// <summary>Names of fixtures; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A folder of fixtures, or null for all.</summary>
    public string? Group { get; init; }

    /// <summary>Whether nothing is left out: then the leaks that the doctor's tests plant are counted too.</summary>
    public bool IsWhole => Only.Count == 0 && Group is null;

    public bool Json { get; init; }

    /// <summary>The page to put the table into, or null.</summary>
    public string? Write { get; init; }

    /// <summary>For a process that another one started: which way to load.</summary>
    public string? Trial { get; init; }

    /// <summary>For a process that another one started: where the built fixture lies.</summary>
    public string? Folder { get; init; }

    /// <exception cref="ArgumentException">An argument is unknown or lacks its value.</exception>
    public static ReportSettings Parse(string[] args)
    {
        ReportSettings settings = new();
        for (int i = 0; i < args.Length; i++)
        {
            settings = args[i] switch
            {
                "--json" => settings with { Json = true },
                "--only" => settings with { Only = [.. settings.Only, .. Value(args, ref i).Split(',')] },
                "--group" => settings with { Group = Value(args, ref i) },
                "--write" => settings with { Write = Value(args, ref i) },
                "--trial" => settings with { Trial = Value(args, ref i), Folder = Value(args, ref i) },
                _ => throw new ArgumentException($"'{args[i]}' is no option. {Known}"),
            };
        }

        return settings;
    }

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"'{args[i - 1]}' needs a value. {Known}");
}
