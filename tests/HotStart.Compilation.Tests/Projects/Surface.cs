using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using HotStart.Compilation.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Tests.Projects;

/// <summary>What others can see of an assembly, one line each.</summary>
internal static class Surface
{
    private static readonly SymbolDisplayFormat _format = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeContainingType)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Of(string dll)
    {
        // From bytes: the file may be built again.
        using PEReader image = new([.. File.ReadAllBytes(dll)]);
        MetadataReference reference = MetadataReference.CreateFromImage(File.ReadAllBytes(dll));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "look", references: [reference, .. Framework.Current.References.Select(r => MetadataReference.CreateFromFile(r))]);
        IAssemblySymbol assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
        IEnumerable<string> lines =
        [
            assembly.Identity.ToString(),
            .. assembly.GetAttributes().Select(a => $"[assembly: {a}]"),
            .. assembly.Modules.Single().ReferencedAssemblies.Select(r => $"refers to {r}"),
            .. Types(assembly.GlobalNamespace).SelectMany(Lines),
            .. Resources(image),
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol owner) =>
        owner.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(m => m is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(m))
            .Where(t => t.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.Internal && t.CanBeReferencedByName);

    private static IEnumerable<string> Lines(INamedTypeSymbol type) =>
        type.GetMembers().Where(m => m.DeclaredAccessibility != Accessibility.Private).Prepend(type).Select(s =>
            $"{string.Concat(s.GetAttributes().Select(a => $"[{a}]"))}{s.DeclaredAccessibility} {s.ToDisplayString(_format)}");

    private static IEnumerable<string> Resources(PEReader image)
    {
        MetadataReader metadata = image.GetMetadataReader();
        int start = image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress;
        foreach (ManifestResourceHandle handle in metadata.ManifestResources)
        {
            ManifestResource resource = metadata.GetManifestResource(handle);
            BlobReader reader = image.GetSectionData(start + (int)resource.Offset).GetReader();
            byte[] content = reader.ReadBytes(reader.ReadInt32());
            yield return $"resource {metadata.GetString(resource.Name)} {Convert.ToHexString(SHA256.HashData(content))}";
        }
    }
}
