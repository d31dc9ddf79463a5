using System.Globalization;

namespace HotStart.Bench;

/// <summary>What the command line asked for.</summary>
internal sealed record BenchSettings
{
    public string Section { get; init; } = "all";

    public bool Json { get; init; }

    public bool Quick { get; init; }

    /// <summary>The page to put the table into, or null.</summary>
    public string? Write { get; init; }

    /// <summary>For a section that another one started: where what it measures lies.</summary>
    public string? Folder { get; init; }

    /// <summary>How long a section runs that is told so.</summary>
    public TimeSpan? Duration { get; init; }

    public int Rounds(int full, int quick) => Quick ? quick : full;

    /// <exception cref="ArgumentException">An argument is unknown or lacks its value.</exception>
    public static BenchSettings Parse(string[] args)
    {
        BenchSettings settings = new();
        for (int i = 0; i < args.Length; i++)
        {
            settings = args[i] switch
            {
                "--json" => settings with { Json = true },
                "--quick" => settings with { Quick = true },
                "--write" => settings with { Write = Value(args, ref i) },
                "--minutes" => settings with { Duration = Minutes(Value(args, ref i)) },
                "--folder" => settings with { Folder = Value(args, ref i) },
                ['-', ..] => throw new ArgumentException($"'{args[i]}' is no option. There are --json, --quick, --minutes N and --write FILE."),
                _ => settings with { Section = args[i] },
            };
        }

        return settings;
    }

    private static TimeSpan Minutes(string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out double minutes) && minutes is >= 0.5 and <= 1440
            ? TimeSpan.FromMinutes(minutes)
            : throw new ArgumentException($"'--minutes {value}' is no number of minutes from 0.5 to 1440.");

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"'{args[i - 1]}' needs a value.");
}
