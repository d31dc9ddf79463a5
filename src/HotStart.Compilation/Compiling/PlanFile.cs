using System.Text;
using HotStart.Flow.Arrivals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HotStart.Compilation.Compiling;

/// <summary>A file that is no code but that generators and analyzers read.</summary>
internal sealed class PlanFile(string path, FileStamp stamp) : AdditionalText
{
    private SourceText? _text;

    public override string Path => path;

    public FileStamp Stamp => stamp;

    public override SourceText? GetText(CancellationToken cancellationToken = default)
    {
        if (_text is not null)
        {
            return _text;
        }

        try
        {
            using MemoryStream content = new(File.ReadAllBytes(path), writable: false);
            return _text = SourceText.From(content, Encoding.UTF8, SourceHashAlgorithm.Sha256);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // they are told by this that there is none
        }
    }
}
