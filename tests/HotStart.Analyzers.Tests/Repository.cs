using System.Reflection;

namespace HotStart.Analyzers.Tests;

/// <summary>Files of the repository that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string _root = Path.GetFullPath(typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryFolder").Value!);

    public static string At(params string[] parts) => Path.Combine([_root, .. parts]);
}
