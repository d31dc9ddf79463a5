using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace HotStart.Compilation.Tests.BodyEdits;

/// <summary>An image that is loaded, run and read as much as can be.</summary>
internal static class Loaded
{
    private const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>What every Run answers, and where every Throw comes from.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static List<string> Answers(string dll)
    {
        AssemblyLoadContext context = new("corpus", isCollectible: true);
        try
        {
            using FileStream image = File.OpenRead(dll);
            using FileStream symbols = File.OpenRead(Path.ChangeExtension(dll, ".pdb"));
            Assembly assembly = context.LoadFromStream(image, symbols);
            Prepare(assembly);
            return [$"{string.Join<Type>(' ', assembly.GetForwardedTypes())}", .. assembly.GetTypes().Where(t => t.GetMethod("Run", Every) is not null).OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(Answers)];
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>Reads every row of the tables that readers of images and symbols look at.</summary>
    public static void Read(string dll)
    {
        using PEReader pe = new(File.OpenRead(dll));
        MetadataReader metadata = pe.GetMetadataReader();
        Assert.True(pe.TryOpenAssociatedPortablePdb(dll, File.OpenRead, out MetadataReaderProvider? provider, out _));
        using MetadataReaderProvider opened = provider!;
        MetadataReader symbols = opened.GetMetadataReader();
        Assert.Equal(metadata.MethodDefinitions.Count, symbols.MethodDebugInformation.Count);
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            int address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
            Assert.True(address == 0 || pe.GetMethodBody(address).GetILBytes()!.Length > 0);
            Assert.All(symbols.GetMethodDebugInformation(handle).GetSequencePoints(), p => Assert.False(symbols.GetDocument(p.Document).Name.IsNil));
            Assert.All(symbols.GetLocalScopes(handle), s => Assert.True(symbols.GetLocalScope(s).Length >= 0));
        }

        Assert.All(metadata.CustomAttributes, a => Assert.False(metadata.GetCustomAttribute(a).Constructor.IsNil));
        Assert.All(symbols.ImportScopes, i => Assert.All(symbols.GetImportScope(i).GetImports(), d => Assert.True(Enum.IsDefined(d.Kind))));
        Assert.All(symbols.CustomDebugInformation, c => Assert.False(symbols.GetCustomDebugInformation(c).Parent.IsNil));
    }

    // The runtime reads and compiles the code of all of them, and their tokens with it.
    private static void Prepare(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(t => !t.ContainsGenericParameters))
        {
            foreach (MethodBase method in type.GetMembers(Every).OfType<MethodBase>().Where(m => !m.IsAbstract && !m.ContainsGenericParameters && m.GetMethodBody() is not null))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }
    }

    private static IEnumerable<string> Answers(Type type)
    {
        yield return $"{type.Name}: {Invoke(type.GetMethod("Run", Every)!)}";
        yield return $"{type.Name}: {Invoke(type.GetMethod("Throw", Every)!)}";
    }

    private static string Invoke(MethodInfo method)
    {
        try
        {
            return $"{method.Invoke(null, null)}";
        }
        catch (TargetInvocationException e)
        {
            // The names of what the compiler makes may differ, the places may not.
            IEnumerable<string> places = new StackTrace(e.InnerException!, fNeedFileInfo: true).GetFrames()
                .Where(f => f.GetFileName() is not null).Select(f => $"{Path.GetFileName(f.GetFileName())}({f.GetFileLineNumber()},{f.GetFileColumnNumber()})");
            return $"{e.InnerException!.GetType().Name} {e.InnerException.Message} {string.Join(' ', places)}";
        }
    }
}
