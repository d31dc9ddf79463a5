using System.Reflection;

namespace HotStart.Handles.Symbols;

/// <summary>Symbols and the delegate types asked for, written as in C#.</summary>
internal static class SymbolText
{
    public static string Of(MemberInfo member) => member switch
    {
        MethodInfo method => Of(method),
        FieldInfo { IsLiteral: true } field => $"const {TypeText.Of(field.FieldType)} {field.Name}",
        FieldInfo field => $"{(field.IsInitOnly ? "readonly " : "")}{TypeText.Of(field.FieldType)} {field.Name}",
        PropertyInfo property => $"{TypeText.Of(property.PropertyType)} {property.Name} {{ {(property.GetMethod is { IsPublic: true } ? "get; " : "")}{(property.SetMethod is { IsPublic: true } ? "set; " : "")}}}",
        Type type => $"class {TypeText.Of(type)}{Contracts(type)}",
        _ => member.ToString() ?? member.Name,
    };

    /// <summary>What a delegate type asks for: its signature with the symbol's name.</summary>
    public static string Of(Type delegateType, string name)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")!;
        return $"{TypeText.Of(invoke.ReturnType)} {name}({TypeText.Parameters(invoke.GetParameters())})";
    }

    private static string Of(MethodInfo method)
    {
        string generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>"
            : "";
        return $"{TypeText.Of(method.ReturnType)} {method.Name}{generic}({TypeText.Parameters(method.GetParameters())})";
    }

    private static string Contracts(Type type)
    {
        List<Type> contracts = [.. type.GetInterfaces().Where(SymbolTable.MayBeContract)];
        return contracts.Count == 0 ? "" : " : " + string.Join(", ", contracts.Select(TypeText.Of));
    }
}
