// Serilog: console logger, structured event, context
// uses: Serilog, Serilog.Sinks.Console
using Serilog;
using Serilog.Context;
using Serilog.Core;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using Logger log = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Console().CreateLogger();
        Log.Logger = log;
        using (LogContext.PushProperty("Foo", new Foo()))
        {
            Log.Information("Hello {@Foo}", new Foo());
        }

        Log.CloseAndFlush();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
