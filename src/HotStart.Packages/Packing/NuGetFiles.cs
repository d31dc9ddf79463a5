namespace HotStart.Packages.Packing;

/// <summary>Files that NuGet and HotStart put into a package themselves: no manifest lists them.</summary>
internal static class NuGetFiles
{
    public const string Signature = ".signature.p7s";
    public const string ContentTypes = "[Content_Types].xml";

    public static bool IsOwn(string path) =>
        path is Signature or ContentTypes or PluginManifest.FileName
        || path.StartsWith("_rels/", StringComparison.Ordinal)
        || path.StartsWith("package/services/metadata/", StringComparison.Ordinal);

    public static bool IsNuspec(string path) =>
        !path.Contains('/', StringComparison.Ordinal) && path.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of an entry as its author wrote it: packers of old escape it as in addresses.</summary>
    public static string PathOf(string entryName) =>
        entryName.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(entryName) : entryName;
}
