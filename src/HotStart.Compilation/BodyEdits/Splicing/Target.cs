using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>The third image in the making. What both others refer to is in it once.</summary>
internal sealed class Target
{
    private readonly Dictionary<(TableIndex, EntityHandle, StringHandle, StringHandle, BlobHandle), EntityHandle> _rows = [];

    public MetadataBuilder Metadata { get; } = new();

    public MetadataBuilder Symbols { get; } = new();

    public BlobBuilder Code { get; } = new();

    public BlobBuilder Data { get; } = new();

    /// <summary>By row of the method, from 1: its local variables.</summary>
    public List<StandaloneSignatureHandle> Locals { get; } = [default];

    /// <summary>By their full names.</summary>
    public Dictionary<string, AssemblyReferenceHandle> Assemblies { get; } = new(StringComparer.Ordinal);

    /// <summary>The row of this table with these values, made where there is none yet.</summary>
    public EntityHandle Once(TableIndex table, EntityHandle parent, StringHandle space, StringHandle name, BlobHandle blob, Func<EntityHandle> add)
    {
        if (!_rows.TryGetValue((table, parent, space, name, blob), out EntityHandle row))
        {
            _rows.Add((table, parent, space, name, blob), row = add());
        }

        return row;
    }
}
