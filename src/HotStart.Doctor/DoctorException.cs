namespace HotStart.Doctor;

/// <summary>A process could not be looked at; nothing happened to it.</summary>
/// <param name="kind">Why.</param>
/// <param name="message">Why, in words, and what to do.</param>
/// <param name="inner">What brought it about.</param>
public sealed class DoctorException(DoctorErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public DoctorErrorKind Kind { get; } = kind;
}
