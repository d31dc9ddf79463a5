using System.Reflection.Metadata;

namespace HotStart.Flow.Candidates;

/// <summary>How types are spelled: as in metadata, or as in C#.</summary>
internal static class SignatureNames
{
    public static string Primitive(SignatureTypeCode code, bool friendly) => code switch
    {
        SignatureTypeCode.Void => friendly ? "void" : "System.Void",
        SignatureTypeCode.Boolean => friendly ? "bool" : "System.Boolean",
        SignatureTypeCode.Char => friendly ? "char" : "System.Char",
        SignatureTypeCode.SByte => friendly ? "sbyte" : "System.SByte",
        SignatureTypeCode.Byte => friendly ? "byte" : "System.Byte",
        SignatureTypeCode.Int16 => friendly ? "short" : "System.Int16",
        SignatureTypeCode.UInt16 => friendly ? "ushort" : "System.UInt16",
        SignatureTypeCode.Int32 => friendly ? "int" : "System.Int32",
        SignatureTypeCode.UInt32 => friendly ? "uint" : "System.UInt32",
        SignatureTypeCode.Int64 => friendly ? "long" : "System.Int64",
        SignatureTypeCode.UInt64 => friendly ? "ulong" : "System.UInt64",
        SignatureTypeCode.Single => friendly ? "float" : "System.Single",
        SignatureTypeCode.Double => friendly ? "double" : "System.Double",
        SignatureTypeCode.String => friendly ? "string" : "System.String",
        SignatureTypeCode.Object => friendly ? "object" : "System.Object",
        SignatureTypeCode.IntPtr => friendly ? "nint" : "System.IntPtr",
        SignatureTypeCode.UIntPtr => friendly ? "nuint" : "System.UIntPtr",
        SignatureTypeCode.TypedReference => "System.TypedReference",
        _ => throw new BadImageFormatException($"A signature holds the unknown type code {(int)code}"),
    };

    /// <summary><c>List&lt;int&gt;</c> for <c>List`1</c> and <c>int</c>; nested generic types share one list of arguments.</summary>
    public static string Generic(string definition, IReadOnlyList<string> arguments)
    {
        if (definition == "System.Nullable`1" && arguments.Count == 1)
        {
            return arguments[0] + "?";
        }

        int used = 0;
        string[] parts = definition.Split('.');
        for (int i = 0; i < parts.Length; i++)
        {
            int mark = parts[i].IndexOf('`');
            if (mark > 0 && int.TryParse(parts[i].AsSpan(mark + 1), out int arity) && arity > 0 && used + arity <= arguments.Count)
            {
                parts[i] = $"{parts[i][..mark]}<{string.Join(", ", arguments.Skip(used).Take(arity))}>";
                used += arity;
            }
        }

        return string.Join(".", parts);
    }
}
