using System.IO.Compression;
using System.Text.Json.Nodes;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>Damage to the manifest of a package that is whole otherwise.</summary>
internal static class ManifestMutation
{
    private static readonly string[] _values =
        ["null", "7", "-1", "1e999", "\"\"", "\"../../x\"", "\"CON\"", "[]", "{}", "[null]", "[[[[[[[[[[[]]]]]]]]]]]", "\"lib/net10.0/Shop.dll\"", "{\"a\":1}", "\"\\ud800\"", "true", "2147483648"];

    public static byte[] Run(byte[] package, Random random)
    {
        using MemoryStream stream = new();
        stream.Write(package);
        using (ZipArchive zip = new(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.GetEntry(PluginManifest.FileName)!;
            byte[] json;
            using (MemoryStream text = new())
            using (Stream source = entry.Open())
            {
                source.CopyTo(text);
                json = text.ToArray();
            }

            entry.Delete();
            using Stream target = zip.CreateEntry(PluginManifest.FileName, CompressionLevel.Fastest).Open();
            target.Write(random.Next(2) == 0 ? ByteMutation.Run(json, random) : Field(json, random));
        }

        return stream.ToArray();
    }

    private static byte[] Field(byte[] json, Random random)
    {
        JsonObject manifest = JsonNode.Parse(json)!.AsObject();
        string name = manifest.ElementAt(random.Next(manifest.Count)).Key;
        string value = _values[random.Next(_values.Length)];
        if (random.Next(4) == 0)
        {
            manifest.Remove(name);
        }

        string text = manifest.ToJsonString();

        // Beside the field that is there, or in its place.
        return System.Text.Encoding.UTF8.GetBytes(text.Length > 2 ? text.Insert(1, $"\"{name}\":{value},") : text) is var doubled && random.Next(3) == 0
            ? doubled
            : System.Text.Encoding.UTF8.GetBytes(Without(manifest, name).Length > 2 ? Without(manifest, name).Insert(1, $"\"{name}\":{value},") : "{}");
    }

    private static string Without(JsonObject manifest, string name)
    {
        JsonObject copy = manifest.DeepClone().AsObject();
        copy.Remove(name);
        return copy.ToJsonString();
    }
}
