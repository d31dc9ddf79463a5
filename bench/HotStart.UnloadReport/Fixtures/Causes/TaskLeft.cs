// task that never ends
// held: async-method
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = Task.Run(async () => { while (true) { await Task.Delay(100); } });
        return Task.CompletedTask;
    }
}
