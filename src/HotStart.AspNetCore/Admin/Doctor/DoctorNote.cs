namespace HotStart.AspNetCore.Admin.Doctor;

/// <summary>What the doctor said of a plugin.</summary>
/// <param name="Answer">In words, over several lines.</param>
/// <param name="At">When.</param>
/// <param name="Took">How long it took.</param>
internal sealed record DoctorNote(string Answer, DateTimeOffset At, TimeSpan Took);
