// thread that never ends
// held: thread
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new Thread(() => { while (true) { Thread.Sleep(100); } }) { IsBackground = true, Name = "fixture" }.Start();
        return Task.CompletedTask;
    }
}
