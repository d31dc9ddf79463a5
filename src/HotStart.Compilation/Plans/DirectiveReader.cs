using System.Collections.Immutable;

namespace HotStart.Compilation.Plans;

/// <summary>Finds the directives of file-based programs. They stand before the first code; a string or comment that looks like one is none.</summary>
internal static class DirectiveReader
{
    /// <summary>Those of one file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImmutableArray<Directive> Read(string file)
    {
        using StreamReader reader = new(file);
        ImmutableArray<Directive>.Builder found = ImmutableArray.CreateBuilder<Directive>();
        bool isInComment = false;
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            ReadOnlySpan<char> rest = Skip(line, ref isInComment);
            if (rest.StartsWith("#:", StringComparison.Ordinal))
            {
                string[] words = rest[2..].ToString().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                found.Add(new Directive(file, number, words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? ""));
            }
            else if (!rest.IsEmpty && rest[0] != '#')
            {
                break; // the first code
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>What is left of a line without leading space and comments.</summary>
    private static ReadOnlySpan<char> Skip(ReadOnlySpan<char> line, ref bool isInComment)
    {
        while (true)
        {
            line = line.TrimStart();
            if (isInComment)
            {
                int end = line.IndexOf("*/", StringComparison.Ordinal);
                if (end < 0)
                {
                    return [];
                }

                line = line[(end + 2)..];
                isInComment = false;
            }
            else if (line.StartsWith("//", StringComparison.Ordinal))
            {
                return [];
            }
            else if (line.StartsWith("/*", StringComparison.Ordinal))
            {
                line = line[2..];
                isInComment = true;
            }
            else
            {
                return line;
            }
        }
    }
}
