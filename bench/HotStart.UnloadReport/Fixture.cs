namespace HotStart.UnloadReport;

/// <summary>A small plugin that does what may keep it in memory.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Group">The folder of its file: <c>Causes</c> or <c>Packages</c>.</param>
/// <param name="What">What it does: the comment in its first line.</param>
/// <param name="Uses">Assemblies that it brings with it, with all that they refer to.</param>
/// <param name="Held">The id of the cause that keeps it, where nothing can end that: what the doctor must say. Null where it must unload.</param>
/// <param name="Source">Its C# source.</param>
internal sealed record Fixture(string Name, string Group, string What, IReadOnlyList<string> Uses, string? Held, string Source)
{
    private const string UsesMark = "// uses: ";
    private const string HeldMark = "// held: ";

    /// <summary>All fixtures asked for, in the order of the table.</summary>
    /// <exception cref="ArgumentException">One that was asked for does not exist.</exception>
    public static IReadOnlyList<Fixture> Read(ReportSettings settings)
    {
        string root = Path.Combine(AppContext.BaseDirectory, "Fixtures");
        List<Fixture> all = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(ReadFile)];
        foreach (string name in settings.Only)
        {
            if (!all.Exists(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ArgumentException($"There is no fixture '{name}'. There are {string.Join(", ", all.Select(f => f.Name))}.");
            }
        }

        return
        [
            .. all.Where(f => settings.Only.Count == 0 || settings.Only.Contains(f.Name, StringComparer.OrdinalIgnoreCase))
                .Where(f => settings.Group is null || f.Group.Equals(settings.Group, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private static Fixture ReadFile(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] uses = Marked(UsesMark)?.Split(", ") ?? [];
        return new Fixture(
            Path.GetFileNameWithoutExtension(path),
            Path.GetFileName(Path.GetDirectoryName(path)!),
            lines[0].TrimStart('/', ' '),
            uses,
            Marked(HeldMark),
            string.Join('\n', lines));

        string? Marked(string mark) =>
            lines.Take(3).FirstOrDefault(l => l.StartsWith(mark, StringComparison.Ordinal)) is { } line ? line[mark.Length..] : null;
    }
}
