using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Says what the tokens of one image are in the third; what that one lacks yet is added to it.</summary>
internal sealed class Importer(ImageSide side, Target target)
{
    private readonly Dictionary<EntityHandle, EntityHandle> _known = [];
    private readonly Dictionary<TypeDefinitionHandle, Dictionary<(string Name, BlobHandle Signature), EntityHandle>> _members = [];

    /// <summary>That of the other image; set once, before the first use.</summary>
    public Importer Other { get; set; } = null!;

    private MetadataReader From => side.Metadata;

    private MetadataBuilder To => target.Metadata;

    public EntityHandle Map(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return default;
        }

        if (!_known.TryGetValue(handle, out EntityHandle known))
        {
            _known.Add(handle, known = Make(handle));
        }

        return known;
    }

    public StringHandle Map(StringHandle handle) => handle.IsNil ? default : To.GetOrAddString(From.GetString(handle));

    public BlobHandle MapRaw(BlobHandle handle) => handle.IsNil ? default : To.GetOrAddBlob(From.GetBlobBytes(handle));

    public BlobHandle MapSignature(BlobHandle handle)
    {
        BlobReader from = From.GetBlobReader(handle);
        BlobBuilder to = new(from.Length + 8);
        SignatureCopy.Member(ref from, to, Map);
        return To.GetOrAddBlob(to);
    }

    public int MapString(int token) =>
        MetadataTokens.GetToken(To.GetOrAddUserString(From.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF))));

    /// <summary>A row that goes along with its parent, or nil where that is not taken.</summary>
    public EntityHandle Taken(EntityHandle handle)
    {
        int row = MetadataTokens.GetRowNumber(handle);
        return handle.Kind switch
        {
            HandleKind.TypeDefinition => MetadataTokens.TypeDefinitionHandle(side.Types[row]),
            HandleKind.MethodDefinition => MetadataTokens.MethodDefinitionHandle(side.Methods[row]),
            HandleKind.FieldDefinition => MetadataTokens.FieldDefinitionHandle(side.Fields[row]),
            HandleKind.Parameter => MetadataTokens.ParameterHandle(side.Parameters[row]),
            HandleKind.PropertyDefinition => MetadataTokens.PropertyDefinitionHandle(side.Properties[row]),
            HandleKind.EventDefinition => MetadataTokens.EventDefinitionHandle(side.Events[row]),
            HandleKind.GenericParameter => MetadataTokens.GenericParameterHandle(side.Generics[row]),
            HandleKind.GenericParameterConstraint => MetadataTokens.GenericParameterConstraintHandle(side.Constraints[row]),
            HandleKind.InterfaceImplementation => MetadataTokens.InterfaceImplementationHandle(side.Interfaces[row]),
            _ => throw new CannotSpliceException($"Something belongs to a {handle.Kind}."),
        };
    }

    private EntityHandle Make(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.ModuleDefinition => EntityHandle.ModuleDefinition,
        HandleKind.AssemblyReference => Make(From.GetAssemblyReference((AssemblyReferenceHandle)handle)),
        HandleKind.ModuleReference => Make(From.GetModuleReference((ModuleReferenceHandle)handle)),
        HandleKind.TypeReference => Make(From.GetTypeReference((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => Make(From.GetTypeSpecification((TypeSpecificationHandle)handle)),
        HandleKind.MemberReference => Make(From.GetMemberReference((MemberReferenceHandle)handle)),
        HandleKind.MethodSpecification => Make(From.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.StandaloneSignature => Make(From.GetStandaloneSignature((StandaloneSignatureHandle)handle)),
        HandleKind.TypeDefinition => Type((TypeDefinitionHandle)handle),
        HandleKind.MethodDefinition when side.Methods[MetadataTokens.GetRowNumber(handle)] != 0 => Taken(handle),
        HandleKind.FieldDefinition when side.Fields[MetadataTokens.GetRowNumber(handle)] != 0 => Taken(handle),
        HandleKind.MethodDefinition => Counterpart(From.GetMethodDefinition((MethodDefinitionHandle)handle)),
        HandleKind.FieldDefinition => Counterpart(From.GetFieldDefinition((FieldDefinitionHandle)handle)),
        _ => throw new CannotSpliceException($"A {handle.Kind} is referred to."),
    };

    private EntityHandle Make(AssemblyReference row)
    {
        string name = $"{From.GetString(row.Name)} {row.Version} {From.GetString(row.Culture)} {Convert.ToHexString(From.GetBlobBytes(row.PublicKeyOrToken))} {row.Flags}";
        if (!target.Assemblies.TryGetValue(name, out AssemblyReferenceHandle known))
        {
            known = To.AddAssemblyReference(Map(row.Name), row.Version, Map(row.Culture), MapRaw(row.PublicKeyOrToken), row.Flags, MapRaw(row.HashValue));
            target.Assemblies.Add(name, known);
        }

        return known;
    }

    private EntityHandle Make(ModuleReference row)
    {
        StringHandle name = Map(row.Name);
        return target.Once(TableIndex.ModuleRef, default, default, name, default, () => To.AddModuleReference(name));
    }

    private EntityHandle Make(TypeReference row)
    {
        EntityHandle scope = Map(row.ResolutionScope);
        StringHandle space = Map(row.Namespace), name = Map(row.Name);
        return target.Once(TableIndex.TypeRef, scope, space, name, default, () => To.AddTypeReference(scope, space, name));
    }

    private EntityHandle Make(TypeSpecification row)
    {
        BlobReader from = From.GetBlobReader(row.Signature);
        BlobBuilder to = new(from.Length + 8);
        SignatureCopy.Type(ref from, to, Map);
        BlobHandle signature = To.GetOrAddBlob(to);
        return target.Once(TableIndex.TypeSpec, default, default, default, signature, () => To.AddTypeSpecification(signature));
    }

    private EntityHandle Make(MemberReference row)
    {
        EntityHandle parent = Map(row.Parent);
        StringHandle name = Map(row.Name);
        BlobHandle signature = MapSignature(row.Signature);
        return target.Once(TableIndex.MemberRef, parent, default, name, signature, () => To.AddMemberReference(parent, name, signature));
    }

    private EntityHandle Make(MethodSpecification row)
    {
        EntityHandle method = Map(row.Method);
        BlobHandle signature = MapSignature(row.Signature);
        return target.Once(TableIndex.MethodSpec, method, default, default, signature, () => To.AddMethodSpecification(method, signature));
    }

    private EntityHandle Make(StandaloneSignature row)
    {
        BlobHandle signature = MapSignature(row.Signature);
        return target.Once(TableIndex.StandAloneSig, default, default, default, signature, () => To.AddStandaloneSignature(signature));
    }

    private TypeDefinitionHandle Type(TypeDefinitionHandle handle)
    {
        int row = side.Types[MetadataTokens.GetRowNumber(handle)];
        return row != 0 ? MetadataTokens.TypeDefinitionHandle(row) : Other.TypeNamed(Twin(handle));
    }

    private TypeDefinitionHandle TypeNamed(TypeDefinitionHandle handle)
    {
        int row = side.Types[MetadataTokens.GetRowNumber(handle)];
        return row != 0 ? MetadataTokens.TypeDefinitionHandle(row) : throw new CannotSpliceException($"The type '{side.FullName(handle)}' comes from neither image.");
    }

    private TypeDefinitionHandle Twin(TypeDefinitionHandle handle) => side.Twins.TryGetValue(handle, out TypeDefinitionHandle twin) ? twin
        : Other.Find(side.FullName(handle)) ?? throw new CannotSpliceException($"The type '{side.FullName(handle)}' is in one image only.");

    private TypeDefinitionHandle? Find(string fullName) => side.Find(fullName);

    private EntityHandle Counterpart(MethodDefinition row) => Other.Member(Twin(row.GetDeclaringType()), From.GetString(row.Name), MapSignature(row.Signature));

    private EntityHandle Counterpart(FieldDefinition row) => Other.Member(Twin(row.GetDeclaringType()), From.GetString(row.Name), MapSignature(row.Signature));

    private EntityHandle Member(TypeDefinitionHandle type, string name, BlobHandle signature)
    {
        if (!_members.TryGetValue(type, out Dictionary<(string Name, BlobHandle Signature), EntityHandle>? members))
        {
            _members.Add(type, members = []);
            TypeDefinition definition = From.GetTypeDefinition(type);
            foreach (MethodDefinitionHandle handle in definition.GetMethods())
            {
                MethodDefinition method = From.GetMethodDefinition(handle);
                members.Add((From.GetString(method.Name), MapSignature(method.Signature)), Map((EntityHandle)handle));
            }

            foreach (FieldDefinitionHandle handle in definition.GetFields())
            {
                FieldDefinition field = From.GetFieldDefinition(handle);
                members.Add((From.GetString(field.Name), MapSignature(field.Signature)), Map((EntityHandle)handle));
            }
        }

        return members.TryGetValue((name, signature), out EntityHandle found) ? found : throw new CannotSpliceException($"'{side.FullName(type)}.{name}' is in one image only.");
    }
}
