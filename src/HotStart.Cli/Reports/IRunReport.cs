using System.Collections.Immutable;

namespace HotStart.Cli.Reports;

/// <summary>Tells what <c>hotstart run</c> does, for people or for scripts. Safe for use by several threads.</summary>
internal interface IRunReport
{
    void Opened(PluginStatus plugin);

    void Watching(PluginStatus plugin, string symbol);

    void Modified(string file, PluginEvent change);

    void Called(string symbol, int? generation);

    /// <summary>Writes a value down; the code of its type may be unloaded afterwards.</summary>
    string Render(object? value);

    /// <param name="symbol">What was called.</param>
    /// <param name="generation">What ran.</param>
    /// <param name="rendered">One item of a stream.</param>
    void Item(string symbol, int? generation, string rendered);

    /// <param name="symbol">What was called.</param>
    /// <param name="generation">What ran.</param>
    /// <param name="rendered">The result, or null where there is none to print: void, or a stream that has ended.</param>
    /// <param name="took">How long the call took.</param>
    void Result(string symbol, int? generation, string? rendered, TimeSpan took);

    /// <summary>The call was asked to end because newer code is live or the tool stops, and did.</summary>
    void Cancelled(string symbol, int? generation);

    void Threw(string symbol, int? generation, CallFailure failure);

    /// <param name="plugin">The plugin's id; after its artifact where it could not be read.</param>
    /// <param name="file">The name of the file that changed, or of the artifact.</param>
    /// <param name="reasons">All reasons.</param>
    /// <param name="serving">The generation that serves on, or null.</param>
    void Refused(string plugin, string file, ImmutableArray<Reason> reasons, int? serving);

    /// <summary>The command line asks for what the plugin does not have.</summary>
    void Misfit(string message);

    /// <summary>Something else happened to the plugin.</summary>
    void Happened(PluginEvent e);

    /// <summary>What the compiler warned of when the plugin was opened.</summary>
    void Warned(string plugin, ImmutableArray<Reason> warnings);

    /// <summary>For people: why nothing happens.</summary>
    void Waiting(string message);

    void Stopped();
}
