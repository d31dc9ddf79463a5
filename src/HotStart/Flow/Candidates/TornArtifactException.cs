namespace HotStart.Flow.Candidates;

/// <summary>An artifact changed while it was copied. Wait until it stands still and try again.</summary>
internal sealed class TornArtifactException(string path, string what, Exception? innerException = null)
    : HotStartException($"'{path}' changed while it was copied: {what}.", innerException)
{
    public string Path { get; } = path;
}
