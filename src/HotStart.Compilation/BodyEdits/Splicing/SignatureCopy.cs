using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Copies signatures (ECMA-335 II.23.2) with other tokens for their types.</summary>
internal static class SignatureCopy
{
    /// <summary>The signature of a method, field, property, of local variables or of type arguments.</summary>
    public static void Member(ref BlobReader from, BlobBuilder to, Func<EntityHandle, EntityHandle> map)
    {
        byte header = from.ReadByte();
        to.WriteByte(header);
        SignatureKind kind = new SignatureHeader(header).Kind;
        if (kind == SignatureKind.Field)
        {
            Type(ref from, to, map);
            return;
        }

        if (kind == SignatureKind.Method && (header & (byte)SignatureAttributes.Generic) != 0)
        {
            Number(ref from, to);
        }

        int count = Number(ref from, to) + (kind is SignatureKind.Method or SignatureKind.Property ? 1 : 0);
        for (int i = 0; i < count; i++)
        {
            Type(ref from, to, map);
        }
    }

    /// <summary>A type, with all that may stand before it.</summary>
    public static void Type(ref BlobReader from, BlobBuilder to, Func<EntityHandle, EntityHandle> map)
    {
        while (true)
        {
            byte code = from.ReadByte();
            to.WriteByte(code);
            switch ((SignatureTypeCode)code)
            {
                case SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray or SignatureTypeCode.Pinned or SignatureTypeCode.Sentinel:
                    continue;
                case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                    Token(ref from, to, map);
                    continue;
                case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                    Number(ref from, to);
                    return;
                case SignatureTypeCode.Array:
                    Type(ref from, to, map);
                    Shape(ref from, to);
                    return;
                case SignatureTypeCode.GenericTypeInstance:
                    to.WriteByte(from.ReadByte());
                    Token(ref from, to, map);
                    for (int left = Number(ref from, to); left > 0; left--)
                    {
                        Type(ref from, to, map);
                    }

                    return;
                case SignatureTypeCode.FunctionPointer:
                    Member(ref from, to, map);
                    return;
                case (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType:
                    Token(ref from, to, map);
                    return;
                case <= SignatureTypeCode.String and not SignatureTypeCode.Invalid:
                case SignatureTypeCode.TypedReference or SignatureTypeCode.IntPtr or SignatureTypeCode.UIntPtr or SignatureTypeCode.Object:
                    return;
                default:
                    throw new CannotSpliceException($"A signature holds 0x{code:X2}, which is no type.");
            }
        }
    }

    public static void Token(ref BlobReader from, BlobBuilder to, Func<EntityHandle, EntityHandle> map) =>
        to.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(map(from.ReadTypeHandle())));

    private static int Number(ref BlobReader from, BlobBuilder to)
    {
        int number = from.ReadCompressedInteger();
        to.WriteCompressedInteger(number);
        return number;
    }

    private static void Shape(ref BlobReader from, BlobBuilder to)
    {
        Number(ref from, to);
        for (int left = Number(ref from, to); left > 0; left--)
        {
            Number(ref from, to);
        }

        for (int left = Number(ref from, to); left > 0; left--)
        {
            to.WriteCompressedSignedInteger(from.ReadCompressedSignedInteger());
        }
    }
}
