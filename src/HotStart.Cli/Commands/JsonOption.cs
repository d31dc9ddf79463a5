using System.CommandLine;

namespace HotStart.Cli.Commands;

/// <summary>For scripts, the same in every command.</summary>
internal static class JsonOption
{
    public static Option<bool> Make() => new("--json")
    {
        Description = "Print one JSON object a line, with stable field names, and nothing else.",
    };
}
