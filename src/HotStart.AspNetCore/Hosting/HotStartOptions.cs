namespace HotStart.AspNetCore;

/// <summary>
/// Settings of a web host of plugins, bound to the section <c>HotStart</c> of the configuration: those of
/// <see cref="Host"/> stand in it directly (<c>HotStart:DrainLimit</c>), settings of plugins in
/// <c>HotStart:Plugins:{id}</c>. Read once when the application starts; all errors are reported at once then.
/// </summary>
public sealed class HotStartOptions
{
    /// <summary>The name of the section.</summary>
    public const string SectionName = "HotStart";

    /// <summary>The folder of plugins; a relative one is meant from the application's content root. Default: <c>plugins</c>.</summary>
    public string Folder { get; set; } = "plugins";

    /// <summary>
    /// How long WebSockets and SignalR connections may keep a generation that was replaced; then they are closed with a
    /// close frame, and clients that connect again land on the new one. Default: 30 minutes.
    /// </summary>
    public TimeSpan ConnectionLimit { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How the plugins are run.</summary>
    public PluginHostOptions Host { get; } = new();

    /// <summary>What could not be read from the configuration.</summary>
    internal List<string> BindingErrors { get; } = [];
}
