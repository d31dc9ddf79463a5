using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using HotStart.Flow.Candidates;

namespace HotStart.Packages.Compatibility;

/// <summary>Reads the members of one type that others see.</summary>
internal sealed class MemberReader(
    MetadataReader metadata, string typeName, string kind, ImmutableArray<string> typeParameters, bool seesProtected)
{
    private readonly ImmutableSortedDictionary<string, ApiMember>.Builder _members =
        ImmutableSortedDictionary.CreateBuilder<string, ApiMember>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, ApiMember> Read(TypeDefinition type)
    {
        HashSet<MethodDefinitionHandle> accessors = [];
        foreach (PropertyDefinitionHandle handle in type.GetProperties())
        {
            PropertyDefinition property = metadata.GetPropertyDefinition(handle);
            PropertyAccessors both = property.GetAccessors();
            string name = metadata.GetString(property.Name);
            Accessor(both.Getter, name, "get", accessors, property.GetCustomAttributes());
            Accessor(both.Setter, name, "set", accessors, property.GetCustomAttributes());
        }

        foreach (EventDefinitionHandle handle in type.GetEvents())
        {
            EventDefinition @event = metadata.GetEventDefinition(handle);
            EventAccessors both = @event.GetAccessors();
            string name = metadata.GetString(@event.Name);
            Accessor(both.Adder, name, "add", accessors, @event.GetCustomAttributes());
            Accessor(both.Remover, name, "remove", accessors, @event.GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods().Where(h => !accessors.Contains(h)))
        {
            Method(metadata.GetMethodDefinition(handle));
        }

        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            Field(metadata.GetFieldDefinition(handle));
        }

        return _members.ToImmutable();
    }

    private void Accessor(
        MethodDefinitionHandle handle, string name, string what, HashSet<MethodDefinitionHandle> accessors, CustomAttributeHandleCollection attributes)
    {
        if (handle.IsNil || !accessors.Add(handle) || metadata.GetMethodDefinition(handle) is var method && !IsSeen(method.Attributes & MethodAttributes.MemberAccessMask))
        {
            return;
        }

        MethodText shown = Friendly([]).Method(method.Signature);
        string type = what == "get" ? shown.Result : shown.Parameters.LastOrDefault() ?? "";
        string[] index = [.. what == "get" ? shown.Parameters : shown.Parameters.SkipLast(1)];
        string member = index.Length > 0 ? $"this[{string.Join(", ", index)}]" : name;
        Add(Make(method, $"{typeName}.{name}", $"{type} {member} {{ {what}; }}") with
        {
            IsAccessor = true,
            Exports = Exports(attributes),
            Parameters = [],
            Defaults = [],
        });
    }

    private void Method(MethodDefinition method)
    {
        string name = metadata.GetString(method.Name);
        if (!IsSeen(method.Attributes & MethodAttributes.MemberAccessMask) || name is ".cctor" || name.StartsWith('<'))
        {
            return;
        }

        ImmutableArray<string> own = [.. method.GetGenericParameters().Select(p => metadata.GetString(metadata.GetGenericParameter(p).Name))];
        MethodText text = Friendly(own).Method(method.Signature);
        (string[] names, string?[] defaults) = MemberParameters.Read(metadata, method, text.Parameters.Length);
        string list = string.Join(", ", text.Parameters.Select((p, i) => $"{p} {names[i]}{(defaults[i] is { } d ? $" = {d}" : "")}".TrimEnd()));
        string generic = own.IsEmpty ? "" : $"<{string.Join(", ", own)}>";
        bool isConstructor = name == ".ctor";
        string simple = typeName[(typeName.LastIndexOf('.') + 1)..];
        Add(Make(method, isConstructor ? $"{typeName}.{simple}" : $"{typeName}.{name}", isConstructor ? $"{simple}({list})" : $"{text.Result} {name}{generic}({list})") with
        {
            Parameters = [.. names],
            Defaults = [.. defaults],
            Exports = Exports(method.GetCustomAttributes()),
            Constraints = ApiConstraints.Read(metadata, method.GetGenericParameters()),
        });
    }

    private ApiMember Make(MethodDefinition method, string name, string shown)
    {
        MethodText exact = new SignatureText(metadata).Method(method.Signature);
        string raw = metadata.GetString(method.Name);

        // Conversions differ by what they give alone.
        string result = raw is "op_Implicit" or "op_Explicit" ? $":{exact.Result}" : "";
        MethodAttributes attributes = method.Attributes;
        bool isStatic = (attributes & MethodAttributes.Static) != 0;
        bool isFinal = (attributes & MethodAttributes.Final) != 0;
        return new ApiMember($"{raw}`{exact.GenericArity}({string.Join(",", exact.Parameters)}){result}", name, (isStatic && kind != "interface" ? "static " : "") + shown)
        {
            Result = exact.Result,
            IsStatic = isStatic,
            IsVirtual = (attributes & MethodAttributes.Virtual) != 0 && !isFinal,
            IsAbstract = (attributes & MethodAttributes.Abstract) != 0,
            IsProtected = (attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Public,
        };
    }

    private void Field(FieldDefinition field)
    {
        string name = metadata.GetString(field.Name);
        FieldAttributes attributes = field.Attributes;
        if (!IsSeen((MethodAttributes)(attributes & FieldAttributes.FieldAccessMask)) || name is "value__" || name.StartsWith('<'))
        {
            return;
        }

        bool isConstant = (attributes & FieldAttributes.Literal) != 0;
        bool isReadOnly = (attributes & FieldAttributes.InitOnly) != 0;
        bool isStatic = (attributes & FieldAttributes.Static) != 0;
        string? constant = isConstant ? MemberParameters.Constant(metadata, field.GetDefaultValue()) : null;
        string type = Friendly([]).Field(field.Signature);
        string shown = kind == "enum" ? $"{name} = {constant}"
            : $"{(isConstant ? "const " : isStatic ? "static " : "")}{(isReadOnly ? "readonly " : "")}{type} {name}{(isConstant ? $" = {constant}" : "")}";
        Add(new ApiMember($"{name} field", $"{typeName}.{name}", shown)
        {
            Result = new SignatureText(metadata).Field(field.Signature),
            IsStatic = isStatic,
            IsReadOnly = isReadOnly,
            IsProtected = (attributes & FieldAttributes.FieldAccessMask) != FieldAttributes.Public,
            Constant = constant,
            Exports = Exports(field.GetCustomAttributes()),
        });
    }

    // Private, internal and private protected members are nobody else's business; protected ones are where a type can be derived from.
    private bool IsSeen(MethodAttributes access) =>
        access == MethodAttributes.Public || (seesProtected && (access is MethodAttributes.Family or MethodAttributes.FamORAssem));

    private ImmutableArray<string> Exports(CustomAttributeHandleCollection attributes) => ExportNames.Read(metadata, attributes);

    private SignatureText Friendly(ImmutableArray<string> own) =>
        new(metadata, friendly: true) { TypeParameters = typeParameters, MethodParameters = own };

    private void Add(ApiMember member) => _members.TryAdd(member.Key, member);
}
