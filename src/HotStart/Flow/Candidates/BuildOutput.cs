using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HotStart.Flow.Candidates;

/// <summary>Reads what a build printed.</summary>
internal static partial class BuildOutput
{
    private const int MostReasons = 50;

    /// <summary>Errors or warnings, one reason each, as <c>file(line,column): error CS1002: message</c>.</summary>
    public static ImmutableArray<Reason> Read(string output, string kind, string project)
    {
        List<Reason> reasons = [];
        foreach (string line in output.Split('\n'))
        {
            Match match = Diagnostic().Match(line.Trim());
            if (!match.Success || match.Groups["kind"].Value != kind)
            {
                continue;
            }

            string file = match.Groups["file"].Value.Trim();
            string place = match.Groups["place"].Value;
            bool isFile = place.Length > 0 || File.Exists(file);
            reasons.Add(new Reason(
                ReasonCodes.BuildFailed,
                $"{(isFile ? file : project)}{place}: {kind} {match.Groups["code"].Value}: {match.Groups["text"].Value}",
                isFile ? file : project));
        }

        return [.. reasons.Distinct().Take(MostReasons)];
    }

    // The name of the project that MSBuild puts at the end of each line is left out.
    [GeneratedRegex(@"^(?<file>.*?)(?<place>\(\d+(?:,\d+){0,3}\))?\s*:\s+(?<kind>error|warning)\s+(?<code>[A-Za-z]+\d+)?\s*:\s+(?<text>.*?)(?:\s+\[[^\[\]]*proj(?:::[^\]]*)?\])?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Diagnostic();
}
