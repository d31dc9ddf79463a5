namespace HotStart.Flow.Candidates;

/// <summary>
/// Makes a DLL of an artifact that is none yet. One belongs to one host; thread-safe, but two builds into one folder at a
/// time are not.
/// </summary>
internal abstract class ArtifactBuilder : IDisposable
{
    /// <summary>Whether it can build such an artifact.</summary>
    public abstract bool CanBuild(Artifact artifact);

    /// <summary>Builds. Compiler errors are in the result.</summary>
    /// <param name="artifact">What to build.</param>
    /// <param name="outputFolder">Where the DLL and all that must lie beside it goes, in a folder of its own below it.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="HotStartException">What a build needs is not there.</exception>
    public abstract Task<BuildResult> BuildAsync(Artifact artifact, string outputFolder, CancellationToken cancellationToken);

    /// <summary>Gives back what was kept for the next build.</summary>
    public virtual void Dispose()
    {
    }
}
