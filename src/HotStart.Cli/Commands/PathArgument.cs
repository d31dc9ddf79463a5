using System.CommandLine;

namespace HotStart.Cli.Commands;

/// <summary>The artifact that every command is about.</summary>
internal static class PathArgument
{
    public static Argument<string> Make() => Make("A DLL, a C# file (.cs), a project (.csproj), or a folder that holds one of them.");

    /// <summary>For commands that look at packages too.</summary>
    public static Argument<string> MakeWithPackages() =>
        Make("A package (.nupkg), a DLL, a C# file (.cs), a project (.csproj), or a folder that holds one of the latter.");

    private static Argument<string> Make(string description)
    {
        Argument<string> path = new("PATH") { Description = description };
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
