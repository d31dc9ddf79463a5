using System.IO.Compression;
using System.Text;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests;

/// <summary>A package that is made by hand, in milliseconds; for whatever dotnet pack would not make.</summary>
internal sealed class Nupkg(string id, string version)
{
    private readonly List<(string Path, byte[] Content, int Attributes)> _files = [];
    private readonly List<string> _dependencies = [];

    /// <summary>A package with one forged assembly of its name in lib/net10.0.</summary>
    public static Nupkg Library(string id, string version, string? code = null) =>
        new Nupkg(id, version).With($"lib/net10.0/{id}.dll", Dll(id, version, code));

    public static byte[] Dll(string name, string version = "1.0.0", string? code = null, params byte[][] references) => PluginForge.Compile(
        new PluginSource(name, code ?? $"namespace {name.Replace('.', '_')}; public static class Library {{ public static string Text() => \"{name} {version}\"; }}")
        {
            Version = version,
            ReferenceImages = references,
        });

    public Nupkg With(string path, byte[] content, int attributes = 0)
    {
        _files.Add((path, content, attributes));
        return this;
    }

    public Nupkg With(string path, string content) => With(path, Encoding.UTF8.GetBytes(content));

    public Nupkg Needs(string other, string range)
    {
        _dependencies.Add($"<dependency id=\"{other}\" version=\"{range}\" />");
        return this;
    }

    /// <summary>Writes it and returns the file.</summary>
    public string Write(string folder, bool withManifest = false, string? nuspec = null)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{id}.{version}.nupkg");
        using (FileStream stream = new(file, FileMode.Create))
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create))
        {
            Put(zip, $"{id}.nuspec", Encoding.UTF8.GetBytes(nuspec ?? Nuspec()), 0);
            foreach ((string path, byte[] content, int attributes) in _files)
            {
                Put(zip, path, content, attributes);
            }
        }

        if (withManifest)
        {
            ManifestPacker.Add(file, new ManifestSettings());
        }

        return file;
    }

    private string Nuspec() =>
        $"""
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata>
            <id>{id}</id><version>{version}</version><authors>tests</authors><description>made by a test</description>
            <dependencies><group targetFramework="net10.0">{string.Concat(_dependencies)}</group></dependencies>
          </metadata>
        </package>
        """;

    private static void Put(ZipArchive zip, string path, byte[] content, int attributes)
    {
        ZipArchiveEntry entry = zip.CreateEntry(path, content.Length > 1 << 20 ? CompressionLevel.SmallestSize : CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);
        entry.ExternalAttributes = attributes;
        using Stream stream = entry.Open();
        stream.Write(content);
    }
}
