using System.Reflection;
using System.Text;

namespace HotStart.Handles.Symbols;

/// <summary>Types written as in C#.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(char)] = "char", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
        [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    public static string Of(Type type)
    {
        if (_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type.IsByRef)
        {
            return "ref " + Of(type.GetElementType()!);
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return WithArguments(type);
    }

    /// <summary>The full name with dots all through: <c>Name.Space.Outer.Inner</c>.</summary>
    public static string FullName(Type type) =>
        type.DeclaringType is { } outer ? $"{FullName(outer)}.{type.Name}"
        : string.IsNullOrEmpty(type.Namespace) ? type.Name
        : $"{type.Namespace}.{type.Name}";

    public static string Parameters(ParameterInfo[] parameters) =>
        string.Join(", ", parameters.Select(p => $"{RefKind(p)}{Of(p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType)} {p.Name}"));

    /// <summary><c>ref</c>, <c>in</c>, <c>out</c> or nothing, with a space behind it.</summary>
    public static string RefKind(ParameterInfo parameter) => parameter switch
    {
        { ParameterType.IsByRef: false } => "",
        { IsOut: true, IsIn: false } => "out ",
        { IsIn: true } => "in ",
        _ => "ref ",
    };

    private static string WithArguments(Type type)
    {
        // A nested type's arguments include those of the types around it: each name takes its own share.
        Type[] arguments = type.GetGenericArguments();
        StringBuilder text = new();
        int used = 0;
        foreach (Type part in Around(type))
        {
            text.Append(text.Length == 0 ? "" : ".");
            int tick = part.Name.IndexOf('`');
            text.Append(tick < 0 ? part.Name : part.Name[..tick]);
            int count = part.GetGenericArguments().Length;
            if (count > used)
            {
                text.Append('<').AppendJoin(", ", arguments[used..count].Select(Of)).Append('>');
                used = count;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<Type> Around(Type type) =>
        type.DeclaringType is { } outer ? Around(outer).Append(type) : [type];
}
