namespace HotStart;

/// <summary>One plugin.</summary>
public sealed class Plugin
{
    /// <summary>Opens.</summary>
    public static Plugin Open(string path, PluginHostOptions? options = null) => throw new HotStartException(path);
}
