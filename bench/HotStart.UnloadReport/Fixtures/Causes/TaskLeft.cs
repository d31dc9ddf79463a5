// task that never ends
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = Task.Run(async () => { while (true) { await Task.Delay(100); } });
        return Task.CompletedTask;
    }
}
