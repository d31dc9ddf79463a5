using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>The symbols of one image, and what their blobs are in the third.</summary>
internal sealed class SymbolSide(ImageSide side, Importer importer, Target target, Func<SymbolSide, DocumentHandle, DocumentHandle> documents)
{
    private static readonly Guid _asyncSteps = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");
    private static readonly Guid _typeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    public ImageSide Side => side;

    public MetadataReader From => side.Symbols;

    public Importer Importer => importer;

    /// <summary>Rows of the symbols that were copied.</summary>
    public Dictionary<EntityHandle, EntityHandle> Known { get; } = [];

    private MetadataBuilder To => target.Symbols;

    public StringHandle Map(StringHandle handle) => handle.IsNil ? default : To.GetOrAddString(From.GetString(handle));

    public GuidHandle Map(GuidHandle handle) => handle.IsNil ? default : To.GetOrAddGuid(From.GetGuid(handle));

    public BlobHandle MapRaw(BlobHandle handle) => handle.IsNil ? default : To.GetOrAddBlob(From.GetBlobBytes(handle));

    public ImportScopeHandle ImportScope(ImportScopeHandle handle)
    {
        if (handle.IsNil)
        {
            return default;
        }

        if (!Known.TryGetValue(handle, out EntityHandle known))
        {
            ImportScope row = From.GetImportScope(handle);
            Known.Add(handle, known = To.AddImportScope(ImportScope(row.Parent), Imports(row)));
        }

        return (ImportScopeHandle)known;
    }

    /// <summary>Where each piece of code is written: the form of ECMA-335's portable PDB, with other documents.</summary>
    public BlobHandle SequencePoints(MethodDebugInformation row, StandaloneSignatureHandle locals)
    {
        BlobReader from = From.GetBlobReader(row.SequencePointsBlob);
        BlobBuilder to = new(from.Length + 4);
        from.ReadCompressedInteger();
        to.WriteCompressedInteger(MetadataTokens.GetRowNumber(locals));
        if (!row.Document.IsNil)
        {
            to.WriteBytes(from.ReadBytes(from.RemainingBytes)); // no other document in it: nothing to replace
            return To.GetOrAddBlob(to);
        }

        Document(ref from, to);
        bool isFirst = true, anyVisible = false;
        while (from.RemainingBytes > 0)
        {
            int offset = from.ReadCompressedInteger();
            to.WriteCompressedInteger(offset);
            if (offset == 0 && !isFirst)
            {
                Document(ref from, to);
                continue;
            }

            isFirst = false;
            int lines = from.ReadCompressedInteger();
            int columns = lines == 0 ? from.ReadCompressedInteger() : from.ReadCompressedSignedInteger();
            to.WriteCompressedInteger(lines);
            Write(to, columns, isSigned: lines != 0);
            for (int left = lines == 0 && columns == 0 ? 0 : 2; left > 0; left--)
            {
                Write(to, anyVisible ? from.ReadCompressedSignedInteger() : from.ReadCompressedInteger(), anyVisible);
            }

            anyVisible |= lines != 0 || columns != 0;
        }

        return To.GetOrAddBlob(to);
    }

    /// <summary>The type and the value of a constant in a method.</summary>
    public BlobHandle ConstantSignature(BlobHandle handle)
    {
        BlobReader from = From.GetBlobReader(handle);
        BlobBuilder to = new(from.Length + 4);
        byte code = from.ReadByte();
        while ((SignatureTypeCode)code is SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier)
        {
            to.WriteByte(code);
            SignatureCopy.Token(ref from, to, importer.Map);
            code = from.ReadByte();
        }

        to.WriteByte(code);
        int value = (SignatureTypeCode)code switch
        {
            SignatureTypeCode.Boolean or SignatureTypeCode.SByte or SignatureTypeCode.Byte => 1,
            SignatureTypeCode.Char or SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 => 2,
            SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single => 4,
            SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 or SignatureTypeCode.Double => 8,
            _ => -1,
        };
        bool isNumber = value > 0;
        to.WriteBytes(isNumber ? from.ReadBytes(value) : []);
        if (from.RemainingBytes > 0 && (isNumber || code is (byte)SignatureTypeKind.Class or (byte)SignatureTypeKind.ValueType))
        {
            SignatureCopy.Token(ref from, to, importer.Map); // of an enumeration, or of what has its value behind
        }

        to.WriteBytes(from.ReadBytes(from.RemainingBytes));
        return To.GetOrAddBlob(to);
    }

    public BlobHandle CustomValue(CustomDebugInformation row)
    {
        Guid kind = From.GetGuid(row.Kind);
        BlobReader from = From.GetBlobReader(row.Value);
        BlobBuilder to = new(from.Length + 4);
        if (kind == _asyncSteps)
        {
            to.WriteUInt32(from.ReadUInt32());
            while (from.RemainingBytes > 0)
            {
                to.WriteUInt32(from.ReadUInt32());
                to.WriteUInt32(from.ReadUInt32());
                EntityHandle method = MetadataTokens.MethodDefinitionHandle(from.ReadCompressedInteger());
                to.WriteCompressedInteger(MetadataTokens.GetRowNumber(importer.Map(method)));
            }

            return To.GetOrAddBlob(to);
        }

        if (kind != _typeDocuments)
        {
            return MapRaw(row.Value);
        }

        while (from.RemainingBytes > 0)
        {
            Document(ref from, to);
        }

        return To.GetOrAddBlob(to);
    }

    private BlobHandle Imports(ImportScope scope)
    {
        BlobBuilder to = new();
        foreach (ImportDefinition import in scope.GetImports())
        {
            to.WriteCompressedInteger((int)import.Kind);
            bool hasAlias = import.Kind is ImportDefinitionKind.ImportXmlNamespace or ImportDefinitionKind.ImportAssemblyReferenceAlias or ImportDefinitionKind.AliasAssemblyReference
                or ImportDefinitionKind.AliasNamespace or ImportDefinitionKind.AliasAssemblyNamespace or ImportDefinitionKind.AliasType;
            if (hasAlias)
            {
                WriteHeap(to, import.Alias);
            }

            if (import.Kind is ImportDefinitionKind.ImportAssemblyNamespace or ImportDefinitionKind.AliasAssemblyReference or ImportDefinitionKind.AliasAssemblyNamespace)
            {
                to.WriteCompressedInteger(MetadataTokens.GetRowNumber(importer.Map((EntityHandle)import.TargetAssembly)));
            }

            if (import.Kind is ImportDefinitionKind.ImportType or ImportDefinitionKind.AliasType)
            {
                to.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(importer.Map(import.TargetType)));
            }
            else if (import.Kind is not ImportDefinitionKind.ImportAssemblyReferenceAlias and not ImportDefinitionKind.AliasAssemblyReference)
            {
                WriteHeap(to, import.TargetNamespace);
            }
        }

        return To.GetOrAddBlob(to);
    }

    private void WriteHeap(BlobBuilder to, BlobHandle handle) => to.WriteCompressedInteger(MetadataTokens.GetHeapOffset(MapRaw(handle)));

    private void Document(ref BlobReader from, BlobBuilder to) => to.WriteCompressedInteger(
        MetadataTokens.GetRowNumber(documents(this, MetadataTokens.DocumentHandle(from.ReadCompressedInteger()))));

    private static void Write(BlobBuilder to, int number, bool isSigned)
    {
        if (isSigned)
        {
            to.WriteCompressedSignedInteger(number);
        }
        else
        {
            to.WriteCompressedInteger(number);
        }
    }
}
