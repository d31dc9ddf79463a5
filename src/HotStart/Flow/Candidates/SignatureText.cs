using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Signatures as text that is equal where the signatures are, whatever assembly they were read from. Types are named
/// without their assembly: a facade and the assembly that it forwards to give the same text.
/// </summary>
/// <remarks>
/// Counts depth and parts: the framework's own decoder follows a signature of any depth and overflows the stack on
/// crafted bytes, which ends the process.
/// </remarks>
internal sealed class SignatureText(MetadataReader reader, bool friendly = false)
{
    private const int DepthLimit = 64;
    private const int PartsLimit = 10_000;
    private int _parts;

    /// <summary>Names for <c>!0</c>, <c>!1</c> …; empty leaves the numbers.</summary>
    public ImmutableArray<string> TypeParameters { get; init; } = [];

    /// <summary>Names for <c>!!0</c>, <c>!!1</c> …; empty leaves the numbers.</summary>
    public ImmutableArray<string> MethodParameters { get; init; } = [];

    public MethodText Method(BlobHandle signature)
    {
        BlobReader blob = reader.GetBlobReader(signature);
        return Method(ref blob, 0);
    }

    /// <summary>The type of a field, or of a type specification.</summary>
    public string Field(BlobHandle signature)
    {
        BlobReader blob = reader.GetBlobReader(signature);
        if (blob.ReadSignatureHeader().Kind != SignatureKind.Field)
        {
            throw new BadImageFormatException("A field's signature does not begin as one");
        }

        return Type(ref blob, 0);
    }

    public MethodText Property(BlobHandle signature) => Method(signature);

    public string Specification(TypeSpecificationHandle handle) => TypeName(handle);

    /// <summary>The full name of a type: <c>Namespace.Outer/Inner`1</c>.</summary>
    public string TypeName(EntityHandle handle) => TypeName(handle, 0);

    /// <summary>The generic definition that a type specification instantiates, or the handle itself.</summary>
    public EntityHandle Definition(EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeSpecification)
        {
            return handle;
        }

        BlobReader blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
        return blob.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance
            && blob.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle
            ? blob.ReadTypeHandle()
            : default;
    }

    private MethodText Method(ref BlobReader blob, int depth)
    {
        SignatureHeader header = blob.ReadSignatureHeader();
        int generic = header.IsGeneric ? blob.ReadCompressedInteger() : 0;
        int count = blob.ReadCompressedInteger();
        if (count > blob.RemainingBytes)
        {
            throw new BadImageFormatException("A signature has more parameters than bytes");
        }

        string result = Type(ref blob, depth + 1);
        ImmutableArray<string>.Builder parameters = ImmutableArray.CreateBuilder<string>(count);
        for (int i = 0; i < count; i++)
        {
            parameters.Add(Type(ref blob, depth + 1));
        }

        return new MethodText(header.IsInstance, generic, result, parameters.MoveToImmutable());
    }

    private string Type(ref BlobReader blob, int depth)
    {
        Count(depth);
        SignatureTypeCode code = blob.ReadSignatureTypeCode();
        switch (code)
        {
            case SignatureTypeCode.TypeHandle:
                return TypeName(blob.ReadTypeHandle(), depth + 1);
            case SignatureTypeCode.Pointer:
                return Type(ref blob, depth + 1) + "*";
            case SignatureTypeCode.ByReference:
                return friendly ? "ref " + Type(ref blob, depth + 1) : Type(ref blob, depth + 1) + "&";
            case SignatureTypeCode.SZArray:
                return Type(ref blob, depth + 1) + "[]";
            case SignatureTypeCode.Array:
                return Array(ref blob, depth);
            case SignatureTypeCode.GenericTypeInstance:
                return Instance(ref blob, depth);
            case SignatureTypeCode.GenericTypeParameter:
                return Named(TypeParameters, blob.ReadCompressedInteger(), "!");
            case SignatureTypeCode.GenericMethodParameter:
                return Named(MethodParameters, blob.ReadCompressedInteger(), "!!");
            case SignatureTypeCode.FunctionPointer:
                return "fnptr " + Method(ref blob, depth + 1);
            case SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                string modifier = TypeName(blob.ReadTypeHandle(), depth + 1);
                string modified = Type(ref blob, depth + 1);
                return friendly ? modified : $"{modified} mod({modifier})";
            case SignatureTypeCode.Pinned or SignatureTypeCode.Sentinel:
                return Type(ref blob, depth + 1);
            default:
                return SignatureNames.Primitive(code, friendly);
        }
    }

    private string Array(ref BlobReader blob, int depth)
    {
        string element = Type(ref blob, depth + 1);
        int rank = blob.ReadCompressedInteger();
        for (int list = 0; list < 2; list++)
        {
            int count = blob.ReadCompressedInteger();
            for (int i = 0; i < count; i++)
            {
                _ = list == 0 ? blob.ReadCompressedInteger() : blob.ReadCompressedSignedInteger();
            }
        }

        return rank is > 0 and <= 32 ? $"{element}[{new string(',', rank - 1)}]" : throw new BadImageFormatException("An array has no valid rank");
    }

    private string Instance(ref BlobReader blob, int depth)
    {
        string definition = Type(ref blob, depth + 1);
        int count = blob.ReadCompressedInteger();
        if (count > blob.RemainingBytes)
        {
            throw new BadImageFormatException("A generic type has more arguments than bytes");
        }

        string[] arguments = new string[count];
        for (int i = 0; i < count; i++)
        {
            arguments[i] = Type(ref blob, depth + 1);
        }

        return friendly
            ? SignatureNames.Generic(definition, arguments)
            : $"{definition}<{string.Join(",", arguments)}>";
    }

    private string TypeName(EntityHandle handle, int depth)
    {
        Count(depth);
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                TypeReference reference = reader.GetTypeReference((TypeReferenceHandle)handle);
                return reference.ResolutionScope.Kind == HandleKind.TypeReference
                    ? Nested(TypeName(reference.ResolutionScope, depth + 1), reader.GetString(reference.Name))
                    : Full(reference.Namespace, reference.Name);
            case HandleKind.TypeDefinition:
                TypeDefinition definition = reader.GetTypeDefinition((TypeDefinitionHandle)handle);
                TypeDefinitionHandle outer = definition.GetDeclaringType();
                return outer.IsNil
                    ? Full(definition.Namespace, definition.Name)
                    : Nested(TypeName(outer, depth + 1), reader.GetString(definition.Name));
            case HandleKind.TypeSpecification:
                BlobReader blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
                return Type(ref blob, depth + 1);
            default:
                throw new BadImageFormatException("A signature names something that is no type");
        }
    }

    private string Nested(string outer, string name) => $"{outer}{(friendly ? '.' : '/')}{name}";

    private string Full(StringHandle space, StringHandle name)
    {
        string simple = reader.GetString(name);
        return space.IsNil || reader.GetString(space) is not { Length: > 0 } prefix ? simple : $"{prefix}.{simple}";
    }

    private static string Named(ImmutableArray<string> names, int index, string mark) =>
        index < names.Length ? names[index] : $"{mark}{index}";

    private void Count(int depth)
    {
        if (depth > DepthLimit || ++_parts > PartsLimit)
        {
            throw new BadImageFormatException("A signature is nested too deeply or has too many parts");
        }
    }
}
