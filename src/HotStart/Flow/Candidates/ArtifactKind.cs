namespace HotStart.Flow.Candidates;

internal enum ArtifactKind
{
    /// <summary>A compiled DLL with what lies beside it.</summary>
    Assembly,

    /// <summary>A project that is built first.</summary>
    Project,

    /// <summary>C# without a project: one file, or a folder of files. It is compiled first.</summary>
    Source,
}
