using System.Xml;
using System.Xml.Linq;

namespace HotStart.Packages.Packing;

/// <summary>Id and version of a package, where nothing else of its <c>.nuspec</c> matters.</summary>
internal static class NuspecIdentity
{
    private const long Largest = 4 << 20;

    /// <exception cref="PackageException">There is no <c>.nuspec</c> that says so.</exception>
    public static (string Id, string Version, string Path) Read(PackageContents contents)
    {
        string path = contents.Paths.FirstOrDefault(NuGetFiles.IsNuspec)
            ?? throw PackageContents.Refuse(contents.File, PackageReasonCodes.Damaged, "holds no .nuspec: it is no NuGet package.");
        try
        {
            using XmlReader xml = XmlReader.Create(
                new MemoryStream(contents.Read(path, Largest)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement? metadata = XDocument.Load(xml).Root?.Elements().FirstOrDefault(e => e.Name.LocalName == "metadata");
            return (Text("id"), Text("version"), path);

            string Text(string name) => metadata?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim()
                ?? throw new XmlException($"it has no {name}");
        }
        catch (XmlException e)
        {
            throw PackageContents.Refuse(contents.File, PackageReasonCodes.Damaged, $"has a .nuspec that cannot be read: {e.Message}");
        }
    }
}
