// Quartz: scheduler with a job, shut down
// uses: Quartz
using Quartz;
using Quartz.Impl;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        IScheduler scheduler = await new StdSchedulerFactory().GetScheduler();
        await scheduler.Start();
        await scheduler.ScheduleJob(JobBuilder.Create<Job>().Build(), TriggerBuilder.Create().StartNow().Build());
        await scheduler.Shutdown(waitForJobsToComplete: true);
    }
}

public sealed class Job : IJob
{
    public Task Execute(IJobExecutionContext context) => Task.CompletedTask;
}
