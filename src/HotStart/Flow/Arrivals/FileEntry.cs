namespace HotStart.Flow.Arrivals;

/// <summary>One file of an artifact as it was at one look.</summary>
internal readonly record struct FileEntry(string Path, FileStamp Stamp)
{
    public bool IsDll => System.IO.Path.GetExtension(Path.AsSpan()).Equals(".dll", StringComparison.OrdinalIgnoreCase);

    public bool IsDeps => Path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase);

    public bool IsSymbols => System.IO.Path.GetExtension(Path.AsSpan()).Equals(".pdb", StringComparison.OrdinalIgnoreCase);

    /// <summary>Beside the code, not code: comes and goes with its DLL.</summary>
    public bool IsCompanion =>
        IsSymbols || IsDeps
        || Path.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase)
        || Path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
}
