namespace HotStart.AspNetCore.StatusPage;

/// <summary>How a plugin does, the worst last.</summary>
internal enum Condition
{
    /// <summary>It serves, and nothing is left of what it replaced but what is being drained and collected.</summary>
    Serving,

    /// <summary>Somebody wants it out.</summary>
    Disabled,

    /// <summary>It serves; somebody should look at it in daylight.</summary>
    Care,

    /// <summary>Nothing of it is active, and nobody said so.</summary>
    Down,
}
