using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Admin;

/// <summary>Reads the settings from the configuration and then from the program, and checks all of them.</summary>
internal static class AdminSetup
{
    public static HotStartAdminOptions Read(IServiceProvider services, Action<HotStartAdminOptions>? configure)
    {
        HotStartAdminOptions options = new();
        if (services.GetService<IConfiguration>()?.GetSection(HotStartOptions.SectionName) is { } section)
        {
            options.Token = section["AdminToken"] is { Length: > 0 } token ? token : null;
            options.TokenFile = section["AdminTokenFile"] ?? options.TokenFile;
            options.OpenOnLoopback = section["AdminOpenOnLoopback"] is { } open ? ReadBool(open) : options.OpenOnLoopback;
        }

        configure?.Invoke(options);
        options.Validate();
        return options;
    }

    private static bool ReadBool(string text) => bool.TryParse(text, out bool value)
        ? value
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"{HotStartOptions.SectionName}:AdminOpenOnLoopback is '{text}' and must be 'true' or 'false'."));
}
