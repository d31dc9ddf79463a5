namespace HotStart;

/// <summary>Several calls on one consistent live set.</summary>
public sealed class PinnedSet : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
