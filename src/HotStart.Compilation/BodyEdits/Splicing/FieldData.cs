using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>The bytes that a field starts with.</summary>
internal static class FieldData
{
    public static ImmutableArray<byte> Of(ImageSide side, FieldDefinition field, int address) =>
        side.Pe.GetSectionData(address).GetContent(0, Size(side, field));

    private static int Size(ImageSide side, FieldDefinition field)
    {
        BlobReader signature = side.Metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        int code = signature.ReadCompressedInteger();
        return code switch
        {
            (int)SignatureTypeKind.ValueType when signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } type =>
                side.Metadata.GetTypeDefinition((TypeDefinitionHandle)type).GetLayout().Size,
            (int)SignatureTypeCode.Boolean or (int)SignatureTypeCode.SByte or (int)SignatureTypeCode.Byte => 1,
            (int)SignatureTypeCode.Char or (int)SignatureTypeCode.Int16 or (int)SignatureTypeCode.UInt16 => 2,
            (int)SignatureTypeCode.Int32 or (int)SignatureTypeCode.UInt32 or (int)SignatureTypeCode.Single => 4,
            (int)SignatureTypeCode.Int64 or (int)SignatureTypeCode.UInt64 or (int)SignatureTypeCode.Double => 8,
            _ => throw new CannotSpliceException($"A field with data has the type 0x{code:X2}."),
        };
    }
}
