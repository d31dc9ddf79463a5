namespace HotStart.Flow.Candidates;

/// <summary>How a <c>dotnet</c> command ended.</summary>
internal sealed record DotnetResult(int ExitCode, string Printed, string Complained)
{
    public string All => Printed + "\n" + Complained;
}
