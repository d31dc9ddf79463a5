using System.Diagnostics;
using HotStart.Doctor.Child;

namespace HotStart.Doctor.Tests;

/// <summary>What cannot be looked at is told in words, and nothing happens to it.</summary>
public sealed class BadTargetTests
{
    [Fact]
    public async Task Examine_ProcessWithoutDotnet_SaysSo()
    {
        Process cat = Targets.Native();
        DoctorException e = await FailsAsync(cat.Id);
        Assert.Equal(DoctorErrorKind.NoRuntime, e.Kind);
        Assert.Contains("(cat) runs no .NET runtime", e.Message, StringComparison.Ordinal);
        Assert.False(cat.HasExited);
        await Targets.EndAsync(cat);
    }

    [Fact]
    public async Task Examine_NoSuchProcess_SaysSo()
    {
        Process ended = Targets.Native();
        int id = ended.Id;
        await Targets.EndAsync(ended);
        DoctorException e = await FailsAsync(id);
        Assert.Equal(DoctorErrorKind.NoProcess, e.Kind);
        Assert.Contains($"There is no process {id}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_WithoutPermission_SaysWhatIsMissing()
    {
        Process target = Targets.Dotnet();

        // As root every process may be looked at: somebody else has to try. All others try root's first process.
        (DoctorErrorKind? kind, string? message) = Environment.IsPrivilegedProcess
            ? Answer(await Targets.ExamineAsNobodyAsync(target.Id))
            : Answer(await FailsAsync(1));
        Assert.True(kind == DoctorErrorKind.NotPermitted, message);
        Assert.Contains("it belongs to user 0", message, StringComparison.Ordinal);
        Assert.Contains("run as that user, or as root", message, StringComparison.Ordinal);
        Assert.False(target.HasExited);
        await Targets.EndAsync(target);

        static (DoctorErrorKind? Kind, string? Message) Answer(object from) =>
            from is DoctorException e ? (e.Kind, e.Message) : (((DoctorAnswer)from).Error, ((DoctorAnswer)from).Message);
    }

    [Fact]
    public async Task Examine_ProcessEndsMeanwhile_SaysSoOrHasSeenIt()
    {
        // Somewhere on the way, each time somewhere else.
        for (int step = 0; step < 8; step++)
        {
            Process target = Targets.Dotnet();
            Task<DoctorReport> examination = PluginDoctor.ExamineAsync(new DoctorRequest(target.Id));
            await Task.WhenAny(examination, Task.Delay(TimeSpan.FromMilliseconds(60 * step), TimeProvider.System));
            await Targets.EndAsync(target);
            try
            {
                Assert.Empty((await examination.LimitAsync()).Leaked);
            }
            catch (DoctorException e)
            {
                Assert.Contains(e.Kind, new[] { DoctorErrorKind.NoProcess, DoctorErrorKind.NoRuntime, DoctorErrorKind.Unreadable });
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public async Task Examine_ChildOfThisProcess_IsNotTakenForEnded()
    {
        // The kernel tells a parent that traces of each stop, as if the child had changed its state.
        Process target = Targets.Dotnet();
        for (int i = 0; i < 3; i++)
        {
            await PluginDoctor.ExamineAsync(new DoctorRequest(target.Id)).LimitAsync();
            Assert.False(target.HasExited);
        }

        target.StandardInput.Close();
        await target.WaitForExitAsync().LimitAsync();
        Assert.Equal(1, target.ExitCode);
        target.Dispose();
    }

    [Fact]
    public async Task Examine_NoTimeLeft_SaysSoAndLetsItGo()
    {
        Process target = Targets.Dotnet();
        DoctorException e = await Assert.ThrowsAsync<DoctorException>(
            () => PluginDoctor.ExamineAsync(new DoctorRequest(target.Id) { TimeLimit = TimeSpan.FromMilliseconds(1) }).LimitAsync());
        Assert.Equal(DoctorErrorKind.OutOfTime, e.Kind);
        await PluginDoctor.ExamineAsync(new DoctorRequest(target.Id)).LimitAsync();
        await Targets.EndAsync(target);
    }

    [Fact]
    public async Task Examine_NotEnoughMemoryAllowed_SaysHowMuchItTakes()
    {
        Process target = Targets.Dotnet();
        DoctorException e = await Assert.ThrowsAsync<DoctorException>(
            () => PluginDoctor.ExamineAsync(new DoctorRequest(target.Id) { MemoryLimit = 1 << 20 }).LimitAsync());
        Assert.Equal(DoctorErrorKind.OutOfRoom, e.Kind);
        Assert.Contains("--memory", e.Message, StringComparison.Ordinal);
        await Targets.EndAsync(target);
    }

    private static Task<DoctorException> FailsAsync(int process) =>
        Assert.ThrowsAsync<DoctorException>(() => PluginDoctor.ExamineAsync(new DoctorRequest(process)).LimitAsync());
}
