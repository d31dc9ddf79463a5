using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>What the <c>.nuspec</c> of a package says. Immutable.</summary>
internal sealed record Nuspec(string Id, NuGetVersion Version, ImmutableArray<PackageDependency> Dependencies)
{
    private const long Largest = 4 << 20;

    /// <summary>The framework that this process runs.</summary>
    public static NuGetFramework Running { get; } =
        NuGetFramework.ParseFolder($"net{Environment.Version.Major}.{Environment.Version.Minor}");

    /// <exception cref="PackageException">It is missing or damaged.</exception>
    public static Nuspec Read(PackageContents contents)
    {
        string[] files = [.. contents.Paths.Where(NuGetFiles.IsNuspec)];
        if (files.Length != 1)
        {
            throw PackageContents.Refuse(
                contents.File, PackageReasonCodes.Damaged, files.Length == 0 ? "holds no .nuspec: it is no NuGet package." : $"holds {files.Length} .nuspec files; a package has one.");
        }

        byte[] bytes = contents.Read(files[0], Largest);
        try
        {
            using XmlReader xml = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return Read(new NuspecReader(XDocument.Load(xml)));
        }
        catch (Exception e) when (e is not (OutOfMemoryException or PackageException))
        {
            // The text may be anything, and NuGet's reader answers broken ones with many types of exception.
            throw new PackageException(
                contents.File,
                new Reason(PackageReasonCodes.Damaged, $"The .nuspec of '{contents.File}' cannot be read: {e.Message.TrimEnd('.')}. Pack it again.", contents.File),
                e);
        }
    }

    public static ImmutableArray<PackageDependency> For(IEnumerable<PackageDependencyGroup> groups)
    {
        PackageDependencyGroup? group = NuGetFrameworkUtility.GetNearest(groups.ToList(), Running, g => g.TargetFramework);
        return [.. (group?.Packages ?? []).Select(p => new PackageDependency(Valid(p.Id), p.VersionRange ?? VersionRange.All))];
    }

    private static Nuspec Read(NuspecReader reader) =>
        new(Valid(reader.GetId()), reader.GetVersion() ?? throw new FormatException("it names no version"), For(reader.GetDependencyGroups()));

    // An id ends up in paths and addresses.
    private static string Valid(string? id) =>
        id is { Length: > 0 and <= PackageIdValidator.MaxPackageIdLength } && PackageIdValidator.IsValidPackageId(id) && EntryRules.Problem(id) is null
            ? id
            : throw new FormatException($"'{id}' is no valid package id");
}
