namespace HotStart.Flow.Arrivals;

internal enum ArrivalKind
{
    /// <summary>It changed and is whole now.</summary>
    Settled,

    /// <summary>It went away and stayed away.</summary>
    Deleted,

    /// <summary>It changed and is still not whole after the settle limit. Said once; it is still waited for.</summary>
    NotSettled,
}
