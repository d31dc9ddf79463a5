namespace HotStart.Doctor;

/// <summary>What to look at, and within which limits.</summary>
/// <param name="ProcessId">The process. Not this one: a process that is stopped cannot look at itself.</param>
public sealed record DoctorRequest(int ProcessId)
{
    /// <summary>Look at one plugin only; <see langword="null"/> for all load contexts that can be unloaded.</summary>
    public string? PluginId { get; init; }

    /// <summary>
    /// A weak <see cref="System.Runtime.InteropServices.GCHandle"/> of that process, as a number: only the load context that
    /// its target is, or belongs to, is told about, whether or not its unload was asked for. 0 for none.
    /// </summary>
    public long Handle { get; init; }

    /// <summary>How long it may take. Default: one minute.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much memory it may take here, in bytes; 0 for four fifths of what is free.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>How many chains to tell of each generation. Default: 3.</summary>
    public int MaxChains { get; init; } = 3;
}
