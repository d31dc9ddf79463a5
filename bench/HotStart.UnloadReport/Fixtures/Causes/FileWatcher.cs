// FileSystemWatcher, not disposed
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new FileSystemWatcher(AppContext.BaseDirectory) { EnableRaisingEvents = true }.Changed += (_, _) => { };
        return Task.CompletedTask;
    }
}
