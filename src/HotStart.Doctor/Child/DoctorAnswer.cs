namespace HotStart.Doctor.Child;

/// <summary>What the doctor's own process sends back: a report, or why there is none.</summary>
internal sealed record DoctorAnswer(DoctorReport? Report, DoctorErrorKind? Error, string? Message);
