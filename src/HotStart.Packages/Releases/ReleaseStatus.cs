namespace HotStart.Packages.Releases;

/// <summary>How far a release has come.</summary>
public enum ReleaseStatus
{
    /// <summary>Not proven yet. It has some tries: each process that dies while it runs uses one up.</summary>
    Current,

    /// <summary>It has proven itself: it is what is gone back to.</summary>
    Permanent,

    /// <summary>Another one was made before it was proven.</summary>
    Superseded,

    /// <summary>It was gone back from by request; nothing goes back to it by itself.</summary>
    Withdrawn,

    /// <summary>A running host refused it. It never served.</summary>
    Refused,

    /// <summary>It failed before it was proven, and is not started again by itself.</summary>
    Quarantined,
}
