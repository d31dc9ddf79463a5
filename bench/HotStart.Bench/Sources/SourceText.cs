using System.Globalization;
using System.Text;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>The code that is edited.</summary>
internal static class SourceText
{
    public const int Files = 50;
    public const int LinesAFile = 200;
    private const int MethodsAFile = 10;

    public static string Hello(int version) => Hello(version, "int");

    /// <summary>The only file of a plugin.</summary>
    /// <param name="version">What its code answers.</param>
    /// <param name="kind">The type of a field: to change it is more than to change the body of a method.</param>
    public static string Hello(int version, string kind) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        public static class Greeter
        {
            public static {{kind}} Kind;

            public static string Hello(string name) => $"Hello, {name}!";

            public static int Version() => {{version}};
        }
        """);

    /// <summary>The one file of the project that is edited.</summary>
    public static string Versioned(int version) => Part(0, version);

    /// <inheritdoc cref="Hello(int, string)"/>
    public static string Versioned(int version, string kind) => Part(0, version, kind);

    /// <summary>A library of fifty files; returns its project file.</summary>
    public static string Project(TempFolder folder, string name, string properties = "")
    {
        for (int i = 0; i < Files; i++)
        {
            folder.Write($"{name}/Part{i}.cs", Part(i, 0));
        }

        return ProjectFile(folder, name, properties);
    }

    /// <summary>A project file that takes in whatever lies beside it.</summary>
    public static string ProjectFile(TempFolder folder, string name, string properties = "")
    {
        return folder.Write(
            $"{name}/{name}.csproj",
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>{properties}</PropertyGroup></Project>");
    }

    // Ordinary code: records, loops, conditions, calls into the next file, and a query here and there.
    private static string Part(int number, int version, string kind = "int")
    {
        StringBuilder text = new();
        int next = (number + 1) % Files;
        text.AppendLine(CultureInfo.InvariantCulture, $"namespace Parts;\n\npublic sealed record Entry{number}(string Name, int Amount, DateOnly Day);\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"public static class Part{number}\n{{\n    public static {kind} Kind;\n\n    public static int Version{number}() => {version};\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"    public static int Sum(IEnumerable<Entry{number}> entries) => entries.Where(e => e.Amount > 0).Sum(e => e.Amount);\n");
        for (int i = 0; i < MethodsAFile; i++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $$"""
                    public static string Describe{{i}}(IReadOnlyList<Entry{{number}}> entries, int least)
                    {
                        int total = Part{{next}}.Version{{next}}();
                        string last = "";
                        for (int i = 0; i < entries.Count; i++)
                        {
                            Entry{{number}} entry = entries[i];
                            if (entry.Amount < least || entry.Name.Length == 0)
                            {
                                continue;
                            }

                            total += entry.Amount;
                            last = entry.Name;
                        }

                        return total > 0 ? $"{last}: {total}" : "nothing";
                    }

                """);
        }

        return text.AppendLine("}").ToString();
    }
}
