namespace HotStart;

/// <summary>How C# source is compiled, where the host has the package HotStart.Compilation.</summary>
public sealed class CompilerOptions
{
    /// <summary>
    /// Whether code that says nothing about its build is compiled for stepping through it: not optimized, every local
    /// variable to be seen. Symbols are there in any case, so that stack traces name file and line and breakpoints hold.
    /// Default: no. A project says it itself.
    /// </summary>
    public bool Debug { get; set; }

    /// <summary>After how long without a build the compiler gives its memory back; the next build is slower. Default: 5 minutes.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the source generators of one plugin, and its analyzers, may each take before the candidate is refused.
    /// Default: 30 seconds.
    /// </summary>
    public TimeSpan GeneratorLimit { get; set; } = TimeSpan.FromSeconds(30);

    internal CompilerOptions Copy() => (CompilerOptions)MemberwiseClone();
}
