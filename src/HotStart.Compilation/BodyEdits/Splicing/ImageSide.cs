using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>One of the two images, and where its rows go in the third. Row 0 means: it does not go there.</summary>
internal sealed class ImageSide : IDisposable
{
    private readonly MetadataReaderProvider _symbols;
    private readonly Dictionary<string, TypeDefinitionHandle> _byName = new(StringComparer.Ordinal);

    public ImageSide(byte[] image, byte[] symbols)
    {
        Pe = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(image));
        Metadata = Pe.GetMetadataReader();
        _symbols = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));
        Symbols = _symbols.GetMetadataReader();
        FullNames = new string[Metadata.TypeDefinitions.Count + 1];
        Outermost = new TypeDefinitionHandle[FullNames.Length];
        foreach (TypeDefinitionHandle handle in Metadata.TypeDefinitions)
        {
            AddName(handle);
        }

        Types = Rows(TableIndex.TypeDef);
        Fields = Rows(TableIndex.Field);
        Methods = Rows(TableIndex.MethodDef);
        Parameters = Rows(TableIndex.Param);
        Properties = Rows(TableIndex.Property);
        Events = Rows(TableIndex.Event);
        Generics = Rows(TableIndex.GenericParam);
        Constraints = Rows(TableIndex.GenericParamConstraint);
        Interfaces = Rows(TableIndex.InterfaceImpl);
    }

    public PEReader Pe { get; }

    public MetadataReader Metadata { get; }

    public MetadataReader Symbols { get; }

    /// <summary>By row: the name with its namespace, and with the types around it.</summary>
    public string[] FullNames { get; }

    /// <summary>By row: the type around all.</summary>
    public TypeDefinitionHandle[] Outermost { get; }

    public int[] Types { get; }

    public int[] Fields { get; }

    public int[] Methods { get; }

    public int[] Parameters { get; }

    public int[] Properties { get; }

    public int[] Events { get; }

    public int[] Generics { get; }

    public int[] Constraints { get; }

    public int[] Interfaces { get; }

    /// <summary>New names of types.</summary>
    public Dictionary<TypeDefinitionHandle, string> Renamed { get; } = [];

    /// <summary>Types of the other side that are the same as types here in spite of their names.</summary>
    public Dictionary<TypeDefinitionHandle, TypeDefinitionHandle> Twins { get; } = [];

    public TypeDefinitionHandle? Find(string fullName) => _byName.TryGetValue(fullName, out TypeDefinitionHandle found) ? found : null;

    public string FullName(TypeDefinitionHandle type) => FullNames[MetadataTokens.GetRowNumber(type)];

    public void Dispose()
    {
        _symbols.Dispose();
        Pe.Dispose();
    }

    private int[] Rows(TableIndex table) => new int[Metadata.GetTableRowCount(table) + 1];

    // Types come behind the types around them.
    private void AddName(TypeDefinitionHandle handle)
    {
        TypeDefinition type = Metadata.GetTypeDefinition(handle);
        int row = MetadataTokens.GetRowNumber(handle);
        string name = Metadata.GetString(type.Name);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        FullNames[row] = !outer.IsNil ? $"{FullName(outer)}/{name}" : type.Namespace.IsNil ? name : $"{Metadata.GetString(type.Namespace)}.{name}";
        Outermost[row] = outer.IsNil ? handle : Outermost[MetadataTokens.GetRowNumber(outer)];
        if (!_byName.TryAdd(FullNames[row], handle))
        {
            throw new CannotSpliceException($"There are two types '{FullNames[row]}'.");
        }
    }
}
