using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>A project, which file of it is edited, and what answers then.</summary>
/// <param name="Label">What it is, for a table.</param>
/// <param name="File">The file's name.</param>
/// <param name="Type">The class in it.</param>
/// <param name="Method">Answers the version.</param>
/// <param name="Text">The file with a version and the type of its field.</param>
/// <param name="Write">Writes the whole project and returns its project file.</param>
internal sealed record EditedProject(
    string Label, string File, string Type, string Method, Func<int, string, string> Text, Func<TempFolder, string, string, string> Write)
{
    public static readonly EditedProject OneFile = new(
        "1 file", "Greeter.cs", "Greeter", "Version", SourceText.Hello, (folder, name, properties) =>
        {
            folder.Write($"{name}/Greeter.cs", SourceText.Hello(0));
            return SourceText.ProjectFile(folder, name, properties);
        });

    public static readonly EditedProject ManyFiles = new(
        FormattableString.Invariant($"{SourceText.Files} files, {SourceText.Files * SourceText.LinesAFile:N0} lines"),
        "Part0.cs", "Parts.Part0", "Version0", SourceText.Versioned, SourceText.Project);

    /// <summary>An edit of a method's body.</summary>
    public string Body(int version) => Text(version, "int");

    /// <summary>An edit that changes the type of a field each time.</summary>
    public string Shape(int version) => Text(version, version % 2 == 0 ? "int" : "long");
}
