// Quartz: scheduler with a job, shut down
// uses: Quartz
using Quartz;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        IScheduler scheduler = await SchedulerBuilder.Create().BuildScheduler();
        await scheduler.Start();
        await scheduler.ScheduleJob(JobBuilder.Create<Job>().Build(), TriggerBuilder.Create().StartNow().Build());
        await scheduler.Shutdown(waitForJobsToComplete: true);
    }
}

public sealed class Job : IJob { public ValueTask Execute(IJobExecutionContext context) => ValueTask.CompletedTask; }
