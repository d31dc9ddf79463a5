using System.CommandLine;

namespace HotStart.Cli.Commands;

/// <summary>The artifact that every command is about.</summary>
internal static class PathArgument
{
    public static Argument<string> Make()
    {
        Argument<string> path = new("PATH")
        {
            Description = "A DLL, a C# file (.cs), a project (.csproj), or a folder that holds one of them.",
        };
        path.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError("PATH is empty. Name a DLL, a project (.csproj), or a folder that holds one of them.");
            }
        });
        return path;
    }
}
