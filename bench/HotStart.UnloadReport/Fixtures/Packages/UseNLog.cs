// NLog: configured in code
// uses: NLog
using NLog;
using NLog.Config;
using NLog.Targets;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        LoggingConfiguration configuration = new();
        configuration.AddRuleForAllLevels(new ConsoleTarget("console"));
        LogManager.Configuration = configuration;
        LogManager.GetLogger("fixture").Info("Hello {Foo}", new Foo());
        LogManager.Shutdown();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
