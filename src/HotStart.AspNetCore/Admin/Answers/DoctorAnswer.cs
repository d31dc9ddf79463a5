namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>What the doctor found.</summary>
internal sealed record DoctorAnswer(string Plugin, string Answer, double DurationMs);
