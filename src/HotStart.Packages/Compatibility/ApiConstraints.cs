using System.Reflection;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Compatibility;

/// <summary>What generic parameters demand of their arguments, as text.</summary>
internal static class ApiConstraints
{
    /// <summary>Empty where nothing is demanded. Parameters are named by their place: a new name for one is no change.</summary>
    public static string Read(MetadataReader metadata, GenericParameterHandleCollection parameters)
    {
        List<string> all = [];
        foreach (GenericParameterHandle handle in parameters)
        {
            GenericParameter parameter = metadata.GetGenericParameter(handle);
            GenericParameterAttributes attributes = parameter.Attributes;
            List<string> own = [];
            Add(GenericParameterAttributes.Contravariant, "in");
            Add(GenericParameterAttributes.Covariant, "out");
            Add(GenericParameterAttributes.ReferenceTypeConstraint, "class");
            Add(GenericParameterAttributes.NotNullableValueTypeConstraint, "struct");
            Add(GenericParameterAttributes.DefaultConstructorConstraint, "new()");
            own.AddRange(parameter.GetConstraints()
                .Select(c => new SignatureText(metadata).TypeName(metadata.GetGenericParameterConstraint(c).Type)).Order(StringComparer.Ordinal));
            if (own.Count > 0)
            {
                all.Add($"{metadata.GetString(parameter.Name)}: {string.Join(", ", own)}");
            }

            void Add(GenericParameterAttributes flag, string word)
            {
                if ((attributes & flag) != 0)
                {
                    own.Add(word);
                }
            }
        }

        return string.Join("; ", all);
    }
}
