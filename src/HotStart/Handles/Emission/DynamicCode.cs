using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace HotStart.Handles.Emission;

/// <summary>Makes the dynamic assembly of one emitted handle class.</summary>
/// <remarks>
/// One assembly a class: the runtime reads an assembly's access rights once, so a class that needs another assembly's
/// internals cannot be added later; and a class about collectible types must be able to go away alone.
/// </remarks>
internal static class DynamicCode
{
    private static readonly ConstructorInfo _accessConstructor =
        typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;

    private static int _lastNumber;

    public static TypeBuilder DefineHandle(Type about) =>
        Define(about, "Handle", typeof(Handle), about.IsCollectible ? AssemblyBuilderAccess.RunAndCollect : AssemblyBuilderAccess.Run);

    /// <summary>A class that goes when nobody refers to it any more.</summary>
    public static TypeBuilder DefinePassing(Type about, string suffix) =>
        Define(about, suffix, typeof(object), AssemblyBuilderAccess.RunAndCollect);

    private static TypeBuilder Define(Type about, string suffix, Type parent, AssemblyBuilderAccess access)
    {
        string name = $"HotStart.Emitted.{Interlocked.Increment(ref _lastNumber)}";
        HashSet<string> reached = [];
        AddAssemblies(typeof(Handle), reached);
        AddAssemblies(about, reached);
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName(name),
            access,
            reached.Select(a => new CustomAttributeBuilder(_accessConstructor, [a])));
        return assembly.DefineDynamicModule(name).DefineType(
            about.Name + suffix, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, parent);
    }

    private static void AddAssemblies(Type type, HashSet<string> reached)
    {
        reached.Add(type.Assembly.GetName().Name!);
        foreach (Type part in type.IsGenericType ? type.GetGenericArguments() : [])
        {
            AddAssemblies(part, reached);
        }

        foreach (Type inherited in type.IsInterface ? type.GetInterfaces() : [])
        {
            AddAssemblies(inherited, reached);
        }
    }
}
