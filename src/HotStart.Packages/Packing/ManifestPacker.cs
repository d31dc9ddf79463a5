using System.IO.Compression;
using System.Xml.Linq;

namespace HotStart.Packages.Packing;

/// <summary>Puts the manifest into a package that was packed without it.</summary>
internal static class ManifestPacker
{
    /// <summary>Adds the manifest, or makes it anew; the file is replaced by one rename.</summary>
    /// <exception cref="PackageException">It holds no plugin, is damaged, or is signed already.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static PluginManifest Add(string file, ManifestSettings settings)
    {
        string draft = $"{file}.{Guid.NewGuid():N}.partial";
        try
        {
            PluginManifest manifest;
            using (PackageContents contents = PackageContents.Open(file))
            {
                if (contents.Holds(NuGetFiles.Signature))
                {
                    throw PackageContents.Refuse(file, PackageReasonCodes.ManifestInvalid, "is signed: a manifest would break its signature. Pack it first, then sign it.");
                }

                manifest = ManifestMaker.Make(contents, settings);
            }

            File.Copy(file, draft);
            Write(draft, ManifestWriter.Write(manifest));
            File.Move(draft, file, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static void Write(string draft, byte[] manifest)
    {
        using ZipArchive zip = ZipFile.Open(draft, ZipArchiveMode.Update);
        zip.GetEntry(PluginManifest.FileName)?.Delete();
        DateTimeOffset time = zip.Entries.First(e => NuGetFiles.IsNuspec(e.FullName)).LastWriteTime;
        Put(zip, PluginManifest.FileName, manifest, time);

        // A package says of each ending what it is.
        if (zip.GetEntry(NuGetFiles.ContentTypes) is { } entry)
        {
            XDocument types;
            using (Stream stream = entry.Open())
            {
                types = XDocument.Load(stream);
            }

            XElement root = types.Root!;
            if (root.Elements().All(e => (string?)e.Attribute("Extension") != "json"))
            {
                root.Add(new XElement(root.Name.Namespace + "Default", new XAttribute("Extension", "json"), new XAttribute("ContentType", "application/octet")));
                entry.Delete();
                using MemoryStream bytes = new();
                types.Save(bytes);
                Put(zip, NuGetFiles.ContentTypes, bytes.ToArray(), time);
            }
        }
    }

    private static void Put(ZipArchive zip, string name, byte[] content, DateTimeOffset time)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = time;
        using Stream stream = entry.Open();
        stream.Write(content);
    }
}
