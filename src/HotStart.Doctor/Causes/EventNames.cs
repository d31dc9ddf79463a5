using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Causes;

/// <summary>Which event a field with a delegate stands for: read from the metadata in the copied memory.</summary>
internal sealed class EventNames(IMemoryReader memory)
{
    private readonly Dictionary<ulong, (ImmutableArray<byte> Image, Dictionary<int, string[]> ByType)> _modules = [];

    /// <summary>The event's name, or null where the field is no event's.</summary>
    public string? Of(ClrType owner, string field)
    {
        string plain = field.TrimStart('_');
        string[] events = All(owner);

        // The compiler names the field like the event; older code has "_onChangedHandler".
        return events.FirstOrDefault(e => e == plain)
            ?? events.Where(e => plain.Contains(e, StringComparison.OrdinalIgnoreCase)).MaxBy(e => e.Length);
    }

    private string[] All(ClrType owner)
    {
        if (owner.Module is not { MetadataAddress: > 0, MetadataLength: > 0 and < int.MaxValue } module)
        {
            return [];
        }

        if (!_modules.TryGetValue(module.Address, out (ImmutableArray<byte> Image, Dictionary<int, string[]> ByType) known))
        {
            byte[] image = new byte[module.MetadataLength];
            known = (memory.Read(module.MetadataAddress, image) == image.Length ? [.. image] : [], []);
            _modules.Add(module.Address, known);
        }

        if (!known.ByType.TryGetValue(owner.MetadataToken, out string[]? names))
        {
            known.ByType.Add(owner.MetadataToken, names = Read(known.Image, owner.MetadataToken));
        }

        return names;
    }

    private static unsafe string[] Read(ImmutableArray<byte> image, int token)
    {
        if (image.IsEmpty || MetadataTokens.EntityHandle(token).Kind != HandleKind.TypeDefinition)
        {
            return [];
        }

        fixed (byte* start = image.AsSpan())
        {
            try
            {
                MetadataReader reader = new(start, image.Length);
                TypeDefinition type = reader.GetTypeDefinition((TypeDefinitionHandle)MetadataTokens.EntityHandle(token));
                return [.. type.GetEvents().Select(e => reader.GetString(reader.GetEventDefinition(e).Name))];
            }
            catch (BadImageFormatException)
            {
                return []; // not all of it was in memory
            }
        }
    }
}
