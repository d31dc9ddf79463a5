using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Finds the exported symbols in metadata: public static members of public classes, and what implements interfaces.</summary>
internal sealed class SymbolReader(MetadataReader metadata)
{
    private readonly List<ApiSymbol> _symbols = [];

    public ImmutableArray<ApiSymbol> Symbols()
    {
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if (IsPublic(type))
            {
                Add(type, new SignatureText(metadata, friendly: true).TypeName(handle));
            }
        }

        return [.. _symbols.OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Signature, StringComparer.Ordinal)];
    }

    private void Add(TypeDefinition type, string fullName)
    {
        ImmutableArray<string> parameters = Names(type.GetGenericParameters());
        bool isInterface = (type.Attributes & TypeAttributes.Interface) != 0;
        bool isAbstract = (type.Attributes & TypeAttributes.Abstract) != 0;
        if (!isInterface && !isAbstract)
        {
            foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
            {
                string contract = Text(parameters, []).TypeName(metadata.GetInterfaceImplementation(handle).Interface);
                _symbols.Add(new ApiSymbol(fullName, "contract", contract));
            }
        }

        if (isInterface)
        {
            return;
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (IsExported(method.Attributes) && (method.Attributes & MethodAttributes.SpecialName) == 0)
            {
                AddFunction(fullName, parameters, method);
            }
        }

        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public
                && (field.Attributes & FieldAttributes.Static) != 0)
            {
                string kind = (field.Attributes & FieldAttributes.Literal) != 0 ? "const "
                    : (field.Attributes & FieldAttributes.InitOnly) != 0 ? "readonly " : "";
                _symbols.Add(new ApiSymbol(
                    $"{fullName}.{metadata.GetString(field.Name)}", "variable", kind + Text(parameters, []).Field(field.Signature)));
            }
        }

        foreach (PropertyDefinitionHandle handle in type.GetProperties())
        {
            AddProperty(fullName, parameters, metadata.GetPropertyDefinition(handle));
        }
    }

    private void AddFunction(string type, ImmutableArray<string> typeParameters, MethodDefinition method)
    {
        ImmutableArray<string> own = Names(method.GetGenericParameters());
        MethodText text = Text(typeParameters, own).Method(method.Signature);
        string[] names = new string[text.Parameters.Length];
        foreach (ParameterHandle handle in method.GetParameters())
        {
            Parameter parameter = metadata.GetParameter(handle);
            if (parameter.SequenceNumber >= 1 && parameter.SequenceNumber <= names.Length)
            {
                names[parameter.SequenceNumber - 1] = metadata.GetString(parameter.Name);
            }
        }

        string generic = own.IsEmpty ? "" : $"<{string.Join(", ", own)}>";
        string list = string.Join(", ", text.Parameters.Select((p, i) => names[i] is { Length: > 0 } n ? $"{p} {n}" : p));
        string name = metadata.GetString(method.Name);
        _symbols.Add(new ApiSymbol($"{type}.{name}", "function", $"{text.Result} {name}{generic}({list})")
        {
            Shape = $"{text.Result} `{own.Length}({string.Join(",", text.Parameters)})",
        });
    }

    private void AddProperty(string type, ImmutableArray<string> typeParameters, PropertyDefinition property)
    {
        PropertyAccessors accessors = property.GetAccessors();
        bool get = IsPublicStatic(accessors.Getter);
        bool set = IsPublicStatic(accessors.Setter);
        if (get || set)
        {
            string result = Text(typeParameters, []).Method(property.Signature).Result;
            _symbols.Add(new ApiSymbol(
                $"{type}.{metadata.GetString(property.Name)}", "variable", $"{result} {{ {(get ? "get; " : "")}{(set ? "set; " : "")}}}"));
        }
    }

    private bool IsPublicStatic(MethodDefinitionHandle handle) =>
        !handle.IsNil && IsExported(metadata.GetMethodDefinition(handle).Attributes);

    private static bool IsExported(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public && (attributes & MethodAttributes.Static) != 0;

    private bool IsPublic(TypeDefinition type)
    {
        for (int depth = 0; depth < 64; depth++)
        {
            TypeAttributes access = type.Attributes & TypeAttributes.VisibilityMask;
            if (access != TypeAttributes.NestedPublic)
            {
                return access == TypeAttributes.Public;
            }

            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return false;
    }

    private SignatureText Text(ImmutableArray<string> typeParameters, ImmutableArray<string> own) =>
        new(metadata, friendly: true) { TypeParameters = typeParameters, MethodParameters = own };

    private ImmutableArray<string> Names(GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(p => metadata.GetString(metadata.GetGenericParameter(p).Name))];
}
