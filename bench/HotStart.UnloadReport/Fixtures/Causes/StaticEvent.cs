// static event of the framework
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => { };
        return Task.CompletedTask;
    }
}
