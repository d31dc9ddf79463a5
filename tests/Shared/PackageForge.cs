using System.IO.Compression;
using System.Text;
using HotStart.Testing;

namespace HotStart.Fixtures;

/// <summary>Packages for a folder feed, forged around forged DLLs in milliseconds.</summary>
/// <param name="feed">The folder of the feed; it is made if it is missing.</param>
internal sealed class PackageForge(string feed)
{
    public string Feed { get; } = feed;

    /// <summary>A plugin <c>Shop.Of()</c> that gives a text and tells its settings: <c>Shop.Setting(key)</c>.</summary>
    public string Shop(string id, string version, string? body = null, string more = "") => Pack(id, version, Compile(id, version, $$"""
        public class Shop : HotStart.IPluginLifecycle
        {
            private static HotStart.PluginContext? _context;
            public static string Of() => "{{id}} {{version}}";
            public static string? Setting(string key) => _context!.Configuration.GetValueOrDefault(key);
            {{more}}
            public ValueTask StartAsync(HotStart.PluginContext context, CancellationToken token) { _context = context; {{body}} return default; }
            public ValueTask StopAsync(CancellationToken token) => default;
        }
        """));

    public static byte[] Compile(string id, string version, string code) => PluginForge.Compile(new PluginSource(id, code)
    {
        Version = version,
        AssemblyVersion = new Version(version.Split('-')[0] + ".0"),
    });

    /// <summary>A package of one DLL, named as the package, and of what else there is.</summary>
    /// <param name="id">The package.</param>
    /// <param name="version">Its version.</param>
    /// <param name="dll">The DLL.</param>
    /// <param name="dependencies">Id and version of what it needs.</param>
    public string Pack(string id, string version, byte[] dll, params (string Id, string Version)[] dependencies)
    {
        Directory.CreateDirectory(Feed);
        string path = Path.Combine(Feed, $"{id}.{version}.nupkg");
        string draft = Path.Combine(Path.GetTempPath(), $"hotstart-pack-{Guid.NewGuid():N}");
        using (ZipArchive zip = ZipFile.Open(draft, ZipArchiveMode.Create))
        {
            string needs = string.Concat(dependencies.Select(d => $"<dependency id=\"{d.Id}\" version=\"{d.Version}\" />"));
            Add(zip, $"{id}.nuspec", Encoding.UTF8.GetBytes($"""
                <?xml version="1.0" encoding="utf-8"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                <id>{id}</id><version>{version}</version><authors>tests</authors><description>A forged package.</description>
                <dependencies><group targetFramework="net10.0">{needs}</group></dependencies>
                </metadata></package>
                """));
            Add(zip, $"lib/net10.0/{id}.dll", dll);
        }

        File.Move(draft, path, overwrite: true);
        return path;
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(content);
    }
}
