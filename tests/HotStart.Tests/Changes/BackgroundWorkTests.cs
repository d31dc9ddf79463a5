using HotStart.Flow;
using HotStart.Testing;

namespace HotStart.Tests.Changes;

public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task WhenAllDone_WorkThatBeginsMoreWork_WaitsForThatToo()
    {
        BackgroundWork work = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource later = new(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Begin(async () =>
        {
            await begun.Task;
            work.Begin(() => later.Task);
        });
        Task done = work.WhenAllDone();
        begun.SetResult();

        // The first work is over once another has begun; that one is not.
        await Task.Yield();
        Assert.False(done.IsCompleted);
        later.SetResult();
        await done.LimitAsync();
    }

    [Fact]
    public async Task WhenAllDone_WorkThatFailed_DoesNotThrow()
    {
        BackgroundWork work = new();
        _ = work.Track(Task.FromException(new InvalidOperationException()));
        TaskCompletionSource failing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = work.Track(failing.Task);
        Task done = work.WhenAllDone();
        failing.SetException(new InvalidOperationException());
        await done.LimitAsync();
    }
}
