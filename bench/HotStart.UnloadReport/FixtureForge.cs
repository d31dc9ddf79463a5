using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using HotStart.Testing;

namespace HotStart.UnloadReport;

/// <summary>Compiles fixtures into folders: <c>1</c> does its work, <c>2</c> replaces it and does nothing.</summary>
/// <param name="packages">Where the assemblies of the packages lie, or null where none is used.</param>
internal sealed class FixtureForge(string? packages)
{
    public const string Class = "Fixture";
    public const string Method = "RunAsync";
    public const string Assembly = "live";

    private const string Replacement =
        $$"""
        public static class {{Class}} { public static Task {{Method}}(IServiceProvider host) => Task.CompletedTask; }
        """;

    private readonly Dictionary<string, string> _available = packages is null ? [] : Directory
        .EnumerateFiles(packages, "*.dll").ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.OrdinalIgnoreCase);

    public void Build(Fixture fixture, string folder)
    {
        Build(fixture.Source, Path.Combine(folder, "1"), fixture.Uses);
        Build(Replacement, Path.Combine(folder, "2"), []);
    }

    private void Build(string code, string folder, IReadOnlyList<string> uses)
    {
        new PluginForge(folder).Build(new PluginSource(Assembly, code, "global using System.Net.Http;")
        {
            References = [.. AspNetCore(), .. _available.Values.Where(IsNotFramework)],
        });
        HashSet<string> needed = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in uses)
        {
            Gather(name, needed, isAsked: true);
        }

        foreach (string name in needed)
        {
            File.Copy(_available[name], Path.Combine(folder, name + ".dll"));
        }

        foreach (string native in needed.Count == 0 ? [] : Directory.EnumerateFiles(packages!).Where(f => Path.GetExtension(f) is ".so" or ".dylib"))
        {
            File.Copy(native, Path.Combine(folder, Path.GetFileName(native)));
        }
    }

    /// <summary>An assembly and all that it refers to, as far as packages bring it.</summary>
    private void Gather(string name, HashSet<string> needed, bool isAsked)
    {
        if (!_available.TryGetValue(name, out string? path))
        {
            if (isAsked)
            {
                throw new InvalidOperationException($"No package brings '{name}'. Add it to Packages.csproj, or mend the fixture's 'uses' line.");
            }

            return;
        }

        if (!needed.Add(name))
        {
            return;
        }

        using PEReader pe = new(File.OpenRead(path));
        MetadataReader metadata = pe.GetMetadataReader();
        foreach (AssemblyReferenceHandle reference in metadata.AssemblyReferences)
        {
            Gather(metadata.GetString(metadata.GetAssemblyReference(reference).Name), needed, isAsked: false);
        }
    }

    private static IEnumerable<string> AspNetCore()
    {
        string folder = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location)!;
        return Directory.EnumerateFiles(folder, "*.dll").Where(IsManaged);
    }

    private bool IsNotFramework(string path) =>
        !AspNetCore().Any(f => Path.GetFileName(f).Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase));

    private static bool IsManaged(string path)
    {
        using PEReader pe = new(File.OpenRead(path));
        return pe.HasMetadata;
    }
}
