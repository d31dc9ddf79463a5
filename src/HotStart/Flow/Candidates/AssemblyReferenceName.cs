namespace HotStart.Flow.Candidates;

/// <summary>An assembly that another one was built against.</summary>
internal sealed record AssemblyReferenceName(string Name, Version Version)
{
    public override string ToString() => $"{Name} {Version}";
}
