using System.Reflection;
using System.Reflection.Metadata;
using Kind = System.Reflection.Metadata.HandleKind;
using System.Runtime.Loader;
using HotStart.Handles.Symbols;

namespace HotStart.Handles;

/// <summary>The symbols of one loaded assembly. Safe for use by several threads.</summary>
/// <remarks>
/// Names are looked for in the metadata, which loads no type; only what is found is turned into reflection objects.
/// A swap pays for the symbols that its handles use, not for all that the plugin has.
/// </remarks>
internal sealed class SymbolTable
{
    private readonly SymbolMetadata _metadata;

    public SymbolTable(Assembly assembly)
    {
        Assembly = assembly;
        _metadata = new SymbolMetadata(assembly);
    }

    public Assembly Assembly { get; }

    /// <summary>
    /// All members and classes that the name fits best: an export alias, else a fully qualified name, else
    /// <c>Type.Member</c> or <c>Member</c>. Overloads come together; members of several classes mean it is ambiguous.
    /// </summary>
    public IReadOnlyList<MemberInfo> Find(string name)
    {
        List<EntityHandle> found = _metadata.FindAlias(name);
        if (found.Count == 0)
        {
            found = _metadata.FindMembers(name);
        }

        if (found.Count == 0)
        {
            found = _metadata.FindClasses(name);
        }

        MemberInfo[] members = new MemberInfo[found.Count];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = Load(found[i]);
        }

        return members;
    }

    /// <summary>The public, not abstract, not generic classes that implement a contract.</summary>
    public List<Type> Implementers(Type contract)
    {
        List<Type> found = [];
        foreach (TypeDefinitionHandle handle in _metadata.ClassesWithInterfaces())
        {
            Type type = (Type)Load(handle);
            if (contract.IsAssignableFrom(type))
            {
                found.Add(type);
            }
        }

        return found;
    }

    /// <summary>Whether the assembly was compiled against another one.</summary>
    public bool References(string assemblyName) => _metadata.References(assemblyName);

    /// <summary>All symbols, by name.</summary>
    public IReadOnlyList<SymbolInfo> List()
    {
        List<(string Short, MemberInfo Member)> all = [];
        foreach (EntityHandle handle in _metadata.AllMembers())
        {
            MemberInfo member = Load(handle);
            all.Add((member.Name, member));
        }

        foreach (TypeDefinitionHandle handle in _metadata.ClassesWithInterfaces())
        {
            Type type = (Type)Load(handle);
            if (Array.Exists(type.GetInterfaces(), MayBeContract))
            {
                all.Add((type.Name, type));
            }
        }

        return [.. all
            .Select(s => new SymbolInfo(ShortestName(s.Short, s.Member, all), KindOf(s.Member), SymbolText.Of(s.Member)))
            .OrderBy(s => s.Name, StringComparer.Ordinal)
            .ThenBy(s => s.Signature, StringComparer.Ordinal)];
    }

    public static SymbolKind KindOf(MemberInfo member) => member switch
    {
        MethodInfo => SymbolKind.Function,
        Type => SymbolKind.Contract,
        _ => SymbolKind.Variable,
    };

    /// <summary>Interfaces of the framework are no contracts of a plugin and its host.</summary>
    public static bool MayBeContract(Type type) =>
        type.Assembly != typeof(object).Assembly
        && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
        && type != typeof(IPluginLifecycle);

    /// <summary>The same type name in the plugin's own copy of another assembly, where that is why a type does not fit.</summary>
    public static bool IsPrivateCopy(Type expected, Type found) =>
        expected != found
        && expected.FullName == found.FullName
        && expected.Assembly != found.Assembly
        && AssemblyLoadContext.GetLoadContext(expected.Assembly) != AssemblyLoadContext.GetLoadContext(found.Assembly);

    private static string ShortestName(string name, MemberInfo member, List<(string Short, MemberInfo Member)> all)
    {
        List<MemberInfo> rivals =
            [.. all.Where(o => o.Short == name && o.Member.DeclaringType != member.DeclaringType || o.Short == name && o.Member is Type && o.Member != member)
                .Select(o => o.Member)];
        if (rivals.Count == 0)
        {
            return name;
        }

        string typed = member.DeclaringType is { } declaring ? $"{declaring.Name}.{name}" : TypeText.FullName((Type)member);
        return rivals.Exists(r => r.DeclaringType?.Name == member.DeclaringType?.Name)
            ? member is Type type ? TypeText.FullName(type) : $"{TypeText.FullName(member.DeclaringType!)}.{name}"
            : typed;
    }

    private MemberInfo Load(EntityHandle handle)
    {
        if (handle.Kind == Kind.PropertyDefinition)
        {
            // Reflection resolves no property tokens: its accessor leads to it.
            MethodBase accessor = Assembly.ManifestModule.ResolveMethod(
                Token(_metadata.AccessorOf((PropertyDefinitionHandle)handle)))!;
            return accessor.DeclaringType!.GetProperty(
                _metadata.NameOf((PropertyDefinitionHandle)handle),
                BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)!;
        }

        return Assembly.ManifestModule.ResolveMember(Token(handle))!;
    }

    private static int Token(EntityHandle handle) =>
        System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle);
}
