using HotStart.Cli.Reports;
using HotStart.Doctor;

namespace HotStart.Cli.Serving;

/// <summary>The doctor behind the button of the status page.</summary>
internal static class ServedDoctor
{
    public static async Task<string> ExamineAsync(string pluginId, CancellationToken cancellationToken)
    {
        DoctorReport report = await DoctorProcess.ExamineSelfAsync(pluginId, cancellationToken);
        string[] lines = [.. report.Leaked.SelectMany(DoctorLines.Of), .. report.Notes];
        return lines.Length == 0 ? $"No retired generation of {pluginId} is kept in memory." : string.Join('\n', lines);
    }
}
