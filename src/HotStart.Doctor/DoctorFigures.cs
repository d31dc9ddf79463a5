namespace HotStart.Doctor;

/// <summary>What the look at a process cost.</summary>
/// <param name="Took">From the first look to the report.</param>
/// <param name="Paused">How long the process stood still.</param>
/// <param name="MemoryRead">How many bytes of its memory were copied.</param>
/// <param name="ObjectsMet">How many living objects were looked at.</param>
public sealed record DoctorFigures(TimeSpan Took, TimeSpan Paused, long MemoryRead, int ObjectsMet);
