using System.Globalization;
using System.Text;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>The code that is edited.</summary>
internal static class SourceText
{
    public const int Files = 50;
    public const int LinesAFile = 200;

    public static string Hello(int version) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        public static class Greeter
        {
            public static string Hello(string name) => $"Hello, {name}!";

            public static int Version() => {{version}};
        }
        """);

    /// <summary>The one file of the project that is edited.</summary>
    public static string Versioned(int version) => Part(0, version);

    /// <summary>A library of fifty files; returns its project file.</summary>
    public static string Project(TempFolder folder, string name, string properties = "")
    {
        for (int i = 0; i < Files; i++)
        {
            folder.Write($"{name}/Part{i}.cs", Part(i, 0));
        }

        return folder.Write(
            $"{name}/{name}.csproj",
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>{properties}</PropertyGroup></Project>");
    }

    private static string Part(int number, int version)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"namespace Parts;\n\npublic static class Part{number}\n{{\n    public static int Version{number}() => {version};\n");
        int next = (number + 1) % Files;
        for (int i = 0; text.ToString().Count(c => c == '\n') < LinesAFile - 5; i++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $$"""
                    public static IEnumerable<string> Words{{i}}(IReadOnlyList<string> words, int least)
                    {
                        Dictionary<string, int> counts = [];
                        foreach (string word in words.Where(w => w.Length > least))
                        {
                            counts[word] = counts.GetValueOrDefault(word) + Part{{next}}.Version{{next}}();
                        }

                        return counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}");
                    }

                """);
        }

        return text.AppendLine("}").ToString();
    }
}
