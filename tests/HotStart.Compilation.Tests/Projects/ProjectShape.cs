namespace HotStart.Compilation.Tests.Projects;

/// <summary>A small plugin project of one kind, an edit that changes what it answers, and one that breaks it.</summary>
public sealed record ProjectShape
{
    /// <summary>The project or C# file, relative to the folder of the shape.</summary>
    public required string Entry { get; init; }

    /// <summary>All files by relative path.</summary>
    public required Dictionary<string, string> Files { get; init; }

    /// <summary>A public static method without parameters that returns a text.</summary>
    public string Call { get; init; } = "Greeter.Hello";

    public required string FirstAnswer { get; init; }

    /// <summary>The file that is edited.</summary>
    public required string Edited { get; init; }

    public required string Old { get; init; }

    public required string New { get; init; }

    public required string NextAnswer { get; init; }

    /// <summary>What the new text is then replaced by to break it, or null where that is not looked at.</summary>
    public string? Broken { get; init; }

    public static string Project(string properties = "", string items = "") =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>";
}
