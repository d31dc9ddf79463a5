namespace HotStart.Tests.Leases.Model;

/// <summary>One step of retiring a generation; a protocol is a list of these.</summary>
internal enum DrainStep
{
    /// <summary>Waits until no pinned set holds the generation.</summary>
    AwaitPins,

    /// <summary>Empties the store buffers of all threads.</summary>
    Barrier,

    /// <summary>Looks at every frame, one after another, again and again, until none holds the generation.</summary>
    AwaitFrames,

    /// <summary>Closes the count of leases.</summary>
    CloseLeases,

    /// <summary>Waits until the last counted lease was given back.</summary>
    AwaitLeases,

    /// <summary>Unloads. From here on nobody may run the generation.</summary>
    Unload,
}
