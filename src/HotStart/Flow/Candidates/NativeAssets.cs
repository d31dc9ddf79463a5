using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HotStart.Flow.Candidates;

/// <summary>Where a native library for this platform lies in an artifact, by the usual layout.</summary>
internal static class NativeAssets
{
    /// <summary>This platform's names, the most special first: linux-x64, linux, unix-x64, unix.</summary>
    public static ImmutableArray<string> Platforms { get; } = FindPlatforms();

    /// <summary>All relative paths at which a library of this name may lie, the likeliest first.</summary>
    public static IEnumerable<string> Places(string name)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            yield break; // a path names one file, and not one of ours
        }

        string[] files = [.. FileNames(name)];
        foreach (string platform in Platforms)
        {
            foreach (string file in files)
            {
                yield return $"runtimes/{platform}/native/{file}";
            }
        }

        foreach (string file in files)
        {
            yield return file;
        }
    }

    private static IEnumerable<string> FileNames(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [name] : [name + ".dll", name];
        }

        string ending = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return name.EndsWith(ending, StringComparison.Ordinal) || name.Contains(ending + ".", StringComparison.Ordinal)
            ? [name, "lib" + name]
            : [$"lib{name}{ending}", $"{name}{ending}", name];
    }

    private static ImmutableArray<string> FindPlatforms()
    {
        string processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string exact = RuntimeInformation.RuntimeIdentifier;
        string[] general = OperatingSystem.IsWindows() ? [$"win-{processor}", "win"]
            : OperatingSystem.IsMacOS() ? [$"osx-{processor}", "osx", $"unix-{processor}", "unix"]
            : exact.Contains("musl", StringComparison.Ordinal) || exact.StartsWith("alpine", StringComparison.Ordinal)
                ? [$"linux-musl-{processor}", "linux-musl", $"linux-{processor}", "linux", $"unix-{processor}", "unix"]
                : [$"linux-{processor}", "linux", $"unix-{processor}", "unix"];
        return [.. general.Prepend(exact).Distinct()];
    }
}
