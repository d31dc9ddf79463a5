using Microsoft.Extensions.Configuration;

namespace HotStart.AspNetCore.Hosting;

/// <summary>Reads the section <c>HotStart</c>, setting by setting, so that all that cannot be read is told at once.</summary>
internal static class HotStartSection
{
    private const string PluginsKey = "Plugins";

    public static void Bind(IConfiguration section, HotStartOptions options)
    {
        foreach (IConfigurationSection setting in section.GetChildren().Where(s => !Is(s, PluginsKey)))
        {
            // A section of its own for each: the binder stops at the first value that it cannot read.
            IConfiguration alone = new ConfigurationBuilder()
                .AddInMemoryCollection(setting.AsEnumerable().Select(p => KeyValuePair.Create(p.Key[(setting.Path.Length - setting.Key.Length)..], p.Value)))
                .Build();
            try
            {
                alone.Bind(options.Host);
                alone.Bind(options);
            }
            catch (InvalidOperationException e)
            {
                options.BindingErrors.Add($"{setting.Path} is '{setting.Value}' and cannot be read: {(e.InnerException ?? e).Message.TrimEnd('.')}");
            }
        }
    }

    /// <summary>The settings of one plugin as they stand now; keys of deeper levels are joined by colons.</summary>
    public static IReadOnlyDictionary<string, string?> OfPlugin(IConfiguration section, string pluginId) =>
        section.GetSection(PluginsKey).GetSection(pluginId).AsEnumerable(makePathsRelative: true)
            .Where(p => p.Key.Length > 0 && p.Value is not null)
            .ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);

    private static bool Is(IConfigurationSection section, string key) =>
        section.Key.Equals(key, StringComparison.OrdinalIgnoreCase);
}
