using System.Text.Json;
using HotStart.Doctor;
using HotStart.Doctor.Child;

// The doctor's own process: one request on standard input, one answer on standard output.
string? line = Console.In.ReadLine();
DoctorAnswer answer;
try
{
    DoctorRequest request = (line is null ? null : JsonSerializer.Deserialize(line, DoctorJson.Default.DoctorRequest))
        ?? throw new DoctorException(
            DoctorErrorKind.NotSupported, "This program answers to HotStart alone. To look at a process, use 'hotstart doctor PID'.");
    answer = new DoctorAnswer(await PluginDoctor.ExamineAsync(request), null, null);
}
catch (DoctorException e)
{
    answer = new DoctorAnswer(null, e.Kind, e.Message);
}

Console.Out.WriteLine(JsonSerializer.Serialize(answer, DoctorJson.Default.DoctorAnswer));
return answer.Report is null ? 1 : 0;
