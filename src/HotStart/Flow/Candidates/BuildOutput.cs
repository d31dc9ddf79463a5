using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HotStart.Flow.Candidates;

/// <summary>Reads what a build printed.</summary>
internal static partial class BuildOutput
{
    private const int MostReasons = 50;

    /// <summary>Why a build failed; never empty.</summary>
    public static ImmutableArray<Reason> Errors(DotnetResult result, string project)
    {
        ImmutableArray<Reason> errors = Read(result.All, "error", project);
        string tail = string.Join(" ", result.All.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(5));
        return !errors.IsEmpty ? errors :
        [
            new Reason(
                ReasonCodes.BuildFailed,
                result.ExitCode == 0
                    ? $"'{project}' was built, but not to a DLL: name a project that builds a library for one framework."
                    : $"'{project}' did not build (exit code {result.ExitCode}): {tail}",
                project),
        ];
    }

    /// <summary>Errors or warnings, one reason each, as <c>file(line,column): error CS1002: message</c>.</summary>
    public static ImmutableArray<Reason> Read(string output, string kind, string project)
    {
        List<Reason> reasons = [];
        foreach (string line in output.Split('\n'))
        {
            Match match = Diagnostic().Match(line.Trim());
            if (match.Success && match.Groups["kind"].Value == kind)
            {
                reasons.Add(Of(match, project));
            }
        }

        return [.. reasons.DistinctBy(r => r.Message).Take(MostReasons)];
    }

    private static Reason Of(Match match, string project)
    {
        string file = match.Groups["file"].Value.Trim();
        string place = match.Groups["place"].Value;
        string kind = match.Groups["kind"].Value;
        string code = match.Groups["code"].Value;
        string text = match.Groups["text"].Value;
        bool isFile = place.Length > 0 || File.Exists(file);
        int[] numbers = [.. place.Trim('(', ')').Split(',').Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        if (code.Length > 0 && numbers is [> 0 and int at, > 0 and int column, ..])
        {
            return Reason.Of(new SourceDiagnostic
            {
                File = file,
                Line = at,
                Column = column,
                Code = code,
                IsError = kind == "error",
                Message = text,
                SourceLine = LineOf(file, at),
            });
        }

        string named = code.Length > 0 ? $"{kind} {code}" : kind;
        return new Reason(ReasonCodes.BuildFailed, $"{(isFile ? file : project)}{place}: {named}: {text}", isFile ? file : project);
    }

    private static string? LineOf(string file, int number)
    {
        try
        {
            return File.ReadLines(file).ElementAtOrDefault(number - 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it only decorates the message
        }
    }

    // The name of the project that MSBuild puts at the end of each line is left out.
    [GeneratedRegex(@"^(?<file>.*?)(?<place>\(\d+(?:,\d+){0,3}\))?\s*:\s+(?<kind>error|warning)(?:\s+(?<code>[A-Za-z]+\d+))?\s*:\s+(?<text>.*?)(?:\s+\[[^\[\]]*proj(?:::[^\]]*)?\])?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Diagnostic();
}
