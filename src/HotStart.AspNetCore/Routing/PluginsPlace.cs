namespace HotStart.AspNetCore.Routing;

/// <summary>Marks the one endpoint of the host in whose place the plugins' endpoints stand.</summary>
internal sealed class PluginsPlace
{
    public static readonly PluginsPlace Instance = new();
}
