namespace HotStart;

/// <summary>What became of a retired generation.</summary>
public enum UnloadVerdict
{
    /// <summary>Not decided yet: it is being drained, stopped or collected.</summary>
    Pending,

    /// <summary>Gone, and proven gone by a weak reference.</summary>
    Unloaded,

    /// <summary>Still leased after the drain limit. It is kept, never forced.</summary>
    Lingering,

    /// <summary>Nobody leases it any more, yet a reference keeps it in memory.</summary>
    Leaked,
}
