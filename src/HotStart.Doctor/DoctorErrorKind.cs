namespace HotStart.Doctor;

/// <summary>Why a process could not be looked at.</summary>
public enum DoctorErrorKind
{
    /// <summary>There is no such process, or it ended meanwhile.</summary>
    NoProcess,

    /// <summary>No .NET runtime runs in it, or none that can be read.</summary>
    NoRuntime,

    /// <summary>It may not be looked at: another user, ptrace rules, a container.</summary>
    NotPermitted,

    /// <summary>No plugin with that id was found in it.</summary>
    UnknownPlugin,

    /// <summary>The time limit was over.</summary>
    OutOfTime,

    /// <summary>It uses more memory than may be taken to look at it.</summary>
    OutOfRoom,

    /// <summary>The platform is not supported.</summary>
    NotSupported,

    /// <summary>What was read makes no sense.</summary>
    Unreadable,
}
