using System.Reflection.Metadata;

namespace HotStart.Flow.Candidates.RunOnce;

/// <summary>What the JSON generator wrote to describe types. What reads, writes and makes their values runs with every call and is left alone.</summary>
internal sealed class JsonContexts : RunOnceRule
{
    public override Func<string, bool>? MethodsOf(MetadataReader metadata, TypeDefinition type, TypeDefinition outermost) =>
        !type.IsNested && Is(metadata, type.BaseType, "System.Text.Json.Serialization", "JsonSerializerContext") ? DescribesTypes : null;

    private static bool DescribesTypes(string method) =>
        method is ".cctor" or ".ctor" or "GetTypeInfo" or "GetRuntimeConverterForType" or "ExpandConverter" or "TryGetTypeInfoForRuntimeCustomConverter"
        || method.StartsWith("Create_", StringComparison.Ordinal)
        || method.EndsWith("PropInit", StringComparison.Ordinal)
        || method.EndsWith("CtorParamInit", StringComparison.Ordinal)
        || method.EndsWith(".GetTypeInfo", StringComparison.Ordinal);
}
