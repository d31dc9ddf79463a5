using Microsoft.Extensions.Logging;

namespace HotStart.Diagnostics;

/// <summary>Writes a generation's lines to the host's log as category <c>HotStart.Plugin.{id}</c>.</summary>
internal sealed partial class GenerationLogger(ILoggerFactory factory, string pluginId, int generation) : PluginLogger
{
    private readonly ILogger _logger = factory.CreateLogger($"HotStart.Plugin.{pluginId}");

    public override void Write(PluginLogLevel level, string message, Exception? exception = null)
    {
        LogLevel hostLevel = level switch
        {
            PluginLogLevel.Debug => LogLevel.Debug,
            PluginLogLevel.Information => LogLevel.Information,
            PluginLogLevel.Warning => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        Line(_logger, hostLevel, exception, message, generation);
    }

    [LoggerMessage(EventId = 300, Message = "{Message} (generation {Generation})")]
    private static partial void Line(ILogger logger, LogLevel level, Exception? exception, string message, int generation);
}
