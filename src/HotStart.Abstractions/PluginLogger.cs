namespace HotStart;

/// <summary>Writes log lines of one generation to its host's log. Safe for use by several threads.</summary>
public abstract class PluginLogger
{
    /// <summary>Only a host makes loggers.</summary>
    protected PluginLogger()
    {
    }

    /// <summary>Writes one line.</summary>
    /// <param name="level">How important the line is.</param>
    /// <param name="message">The text.</param>
    /// <param name="exception">What went wrong, if something did.</param>
    public abstract void Write(PluginLogLevel level, string message, Exception? exception = null);

    /// <summary>Writes a line that tells what the plugin is doing.</summary>
    /// <param name="message">The text.</param>
    public void Information(string message) => Write(PluginLogLevel.Information, message);

    /// <summary>Writes a line about something odd that the plugin could handle.</summary>
    /// <param name="message">The text.</param>
    /// <param name="exception">What went wrong, if something did.</param>
    public void Warning(string message, Exception? exception = null) =>
        Write(PluginLogLevel.Warning, message, exception);

    /// <summary>Writes a line about something that failed.</summary>
    /// <param name="message">The text.</param>
    /// <param name="exception">What went wrong, if something did.</param>
    public void Error(string message, Exception? exception = null) => Write(PluginLogLevel.Error, message, exception);
}
