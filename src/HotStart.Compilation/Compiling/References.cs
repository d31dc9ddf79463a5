using System.Collections.Immutable;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HotStart.Compilation.Compiling;

/// <summary>The references of one plan. Where nothing changed they are the same objects again, which the compiler builds on.</summary>
internal sealed class References
{
    private readonly Dictionary<(string Path, MetadataReferenceProperties Properties), (FileStamp Stamp, MetadataReference Reference)> _known = [];

    private ImmutableArray<MetadataReference> _last = [];

    /// <summary>All references; those that cannot be read are told.</summary>
    public ImmutableArray<MetadataReference> Of(CSharpCommandLineArguments arguments, List<Reason> problems)
    {
        ImmutableArray<MetadataReference>.Builder all = ImmutableArray.CreateBuilder<MetadataReference>(arguments.MetadataReferences.Length);
        foreach (CommandLineReference reference in arguments.MetadataReferences)
        {
            string path = Path.GetFullPath(reference.Reference, arguments.BaseDirectory ?? "");
            try
            {
                all.Add(Of(path, reference.Properties));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
            {
                problems.Add(new Reason(ReasonCodes.BuildFailed, $"error CS0006: The reference '{path}' cannot be read: {e.Message}", path));
            }
        }

        if (!all.SequenceEqual(_last))
        {
            _last = all.ToImmutable();
        }

        return _last;
    }

    private MetadataReference Of(string path, MetadataReferenceProperties properties)
    {
        FileStamp stamp = FileStamp.Of(path);
        if (_known.TryGetValue((path, properties), out (FileStamp Stamp, MetadataReference Reference) known) && known.Stamp == stamp)
        {
            return known.Reference;
        }

        MetadataReference made = MetadataCache.Of(path, stamp)
            .GetReference(filePath: path, aliases: properties.Aliases, embedInteropTypes: properties.EmbedInteropTypes);
        _known[(path, properties)] = (stamp, made);
        return made;
    }
}
