using System.Reflection.Metadata;

namespace HotStart.Flow.Candidates.RunOnce;

/// <summary>Knows methods of a plugin that run once a generation: those that register something or describe types.</summary>
internal abstract class RunOnceRule
{
    /// <summary>Which methods of a type are meant, by their name in metadata; null for none of them.</summary>
    /// <param name="metadata">The plugin's.</param>
    /// <param name="type">The type.</param>
    /// <param name="outermost">The type that it is nested in; itself where it is not nested.</param>
    public abstract Func<string, bool>? MethodsOf(MetadataReader metadata, TypeDefinition type, TypeDefinition outermost);

    /// <summary>Whether a type of another assembly is this one.</summary>
    protected static bool Is(MetadataReader metadata, EntityHandle type, string space, string name) =>
        type.Kind == HandleKind.TypeReference
        && metadata.GetTypeReference((TypeReferenceHandle)type) is { } reference
        && metadata.StringComparer.Equals(reference.Name, name)
        && metadata.StringComparer.Equals(reference.Namespace, space);
}
