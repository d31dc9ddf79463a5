namespace HotStart.Flow.Candidates;

internal enum ArtifactKind
{
    /// <summary>A compiled DLL with what lies beside it.</summary>
    Assembly,

    /// <summary>A project that is built first.</summary>
    Project,
}
