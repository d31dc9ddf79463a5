// timer left running
public static class Fixture
{
    private static Timer? _timer;

    public static Task RunAsync(IServiceProvider host)
    {
        _timer = new Timer(_ => { }, null, 1000, 1000);
        return Task.CompletedTask;
    }
}
