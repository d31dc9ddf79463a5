using HotStart.Cli.Output;

namespace HotStart.Cli.Reports;

/// <summary>Shows on standard error what the doctor is doing, to people. Not <see cref="Progress{T}"/>: that one tells too late.</summary>
internal sealed class DoctorProgress(ToolConsole console) : IProgress<string>
{
    public void Report(string value) => console.Status(value);
}
