using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>
/// Decides which types come from which image, in which order, and gives rows to them and to their members. Types that changed
/// come from the edited image, with all that the compiler made inside of them; all others from the whole one.
/// </summary>
internal sealed class TypeChoice
{
    private const string Data = "<PrivateImplementationDetails>";
    private const string Anonymous = "<>f__AnonymousType";
    private const string AnonymousDelegate = "<>f__AnonymousDelegate";
    private readonly ImageSide _whole;
    private readonly ImageSide _edited;

    private TypeChoice(ImageSide whole, ImageSide edited)
    {
        _whole = whole;
        _edited = edited;
    }

    /// <summary>The types, by their rows from 1.</summary>
    public List<(ImageSide Side, TypeDefinitionHandle Handle)> Types { get; } = [];

    /// <param name="whole">Where the unchanged types come from.</param>
    /// <param name="edited">Where the changed types come from.</param>
    /// <param name="changed">The full names of those that changed, without those inside of them.</param>
    /// <exception cref="CannotSpliceException">They do not fit.</exception>
    public static TypeChoice Make(ImageSide whole, ImageSide edited, IReadOnlySet<string> changed)
    {
        TypeChoice choice = new(whole, edited);
        foreach (TypeDefinitionHandle handle in whole.Metadata.TypeDefinitions)
        {
            int row = MetadataTokens.GetRowNumber(handle);
            if (!changed.Contains(whole.FullName(whole.Outermost[row])))
            {
                choice.Add(whole, handle);
            }
            else if (whole.Outermost[row] == handle)
            {
                choice.Add(edited, edited.Find(whole.FullNames[row]) ?? throw new CannotSpliceException($"The type '{whole.FullNames[row]}' is gone."));
            }
        }

        HashSet<TypeDefinitionHandle> taken = [.. edited.Metadata.TypeDefinitions.Where(t => choice.IsTaken(t, changed))];
        foreach (TypeDefinitionHandle handle in edited.Metadata.TypeDefinitions)
        {
            int row = MetadataTokens.GetRowNumber(handle);
            if (edited.Types[row] == 0 && taken.Contains(edited.Outermost[row]))
            {
                choice.Add(edited, handle);
            }
        }

        choice.NumberMembers();
        return choice;
    }

    private void Add(ImageSide side, TypeDefinitionHandle handle)
    {
        Types.Add((side, handle));
        side.Types[MetadataTokens.GetRowNumber(handle)] = Types.Count;
    }

    /// <summary>Whether a type of the edited image that is in no other type is needed, with those inside of it.</summary>
    private bool IsTaken(TypeDefinitionHandle handle, IReadOnlySet<string> changed)
    {
        string name = _edited.FullName(handle);
        if (_edited.Outermost[MetadataTokens.GetRowNumber(handle)] != handle)
        {
            return false;
        }

        if (name == Data)
        {
            Rename(handle);
            return true;
        }

        if (name.StartsWith(AnonymousDelegate, StringComparison.Ordinal))
        {
            // Its name says nothing of what it is.
            throw new CannotSpliceException("An anonymous type of delegates is used.");
        }

        if (name.StartsWith(Anonymous, StringComparison.Ordinal))
        {
            return !IsKnownAnonymous(handle);
        }

        return changed.Contains(name) || _whole.Find(name) is null;
    }

    // Those with the same names of properties are one type, wherever they are written.
    private bool IsKnownAnonymous(TypeDefinitionHandle handle)
    {
        string names = PropertyNames(_edited, handle);
        foreach (TypeDefinitionHandle other in _whole.Metadata.TypeDefinitions)
        {
            if (_whole.FullName(other).StartsWith(Anonymous, StringComparison.Ordinal) && PropertyNames(_whole, other) == names)
            {
                _edited.Twins[handle] = other;
                _whole.Twins[other] = handle;
                return true;
            }
        }

        Rename(handle);
        return false;
    }

    private static string PropertyNames(ImageSide side, TypeDefinitionHandle type) => string.Join(
        ',', side.Metadata.GetTypeDefinition(type).GetProperties().Select(p => side.Metadata.GetString(side.Metadata.GetPropertyDefinition(p).Name)));

    // The number of type parameters stays at the end of the name.
    private void Rename(TypeDefinitionHandle handle)
    {
        string name = _edited.FullName(handle);
        int end = name.IndexOf('`', StringComparison.Ordinal);
        _edited.Renamed[handle] = end < 0 ? $"{name}#edited" : $"{name[..end]}#edited{name[end..]}";
    }

    private void NumberMembers()
    {
        int fields = 0, methods = 0, parameters = 0, properties = 0, events = 0, interfaces = 0;
        foreach ((ImageSide side, TypeDefinitionHandle handle) in Types)
        {
            TypeDefinition type = side.Metadata.GetTypeDefinition(handle);
            Number(type.GetFields().Select(f => MetadataTokens.GetRowNumber(f)), side.Fields, ref fields);
            Number(type.GetProperties().Select(p => MetadataTokens.GetRowNumber(p)), side.Properties, ref properties);
            Number(type.GetEvents().Select(e => MetadataTokens.GetRowNumber(e)), side.Events, ref events);
            Number(type.GetInterfaceImplementations().Select(i => MetadataTokens.GetRowNumber(i)), side.Interfaces, ref interfaces);
            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                side.Methods[MetadataTokens.GetRowNumber(method)] = ++methods;
                Number(side.Metadata.GetMethodDefinition(method).GetParameters().Select(p => MetadataTokens.GetRowNumber(p)), side.Parameters, ref parameters);
            }
        }
    }

    private static void Number(IEnumerable<int> rows, int[] numbers, ref int last)
    {
        foreach (int row in rows)
        {
            numbers[row] = ++last;
        }
    }
}
