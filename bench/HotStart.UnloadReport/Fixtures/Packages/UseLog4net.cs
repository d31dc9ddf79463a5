// log4net: basic configuration
// uses: log4net
using log4net;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        log4net.Config.BasicConfigurator.Configure(LogManager.GetRepository(typeof(Fixture).Assembly));
        LogManager.GetLogger(typeof(Fixture)).Info("hello");
        LogManager.Shutdown();
        return Task.CompletedTask;
    }
}
