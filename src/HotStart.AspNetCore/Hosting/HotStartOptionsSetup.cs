using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Hosting;

/// <summary>Makes the options from the configuration, fills in what the application's services give, and checks all of it.</summary>
internal sealed class HotStartOptionsSetup(IServiceProvider services)
    : IConfigureOptions<HotStartOptions>, IPostConfigureOptions<HotStartOptions>, IValidateOptions<HotStartOptions>
{
    // Timers end at 49.7 days.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(24);

    public void Configure(HotStartOptions options)
    {
        if (services.GetService<IConfiguration>() is { } configuration)
        {
            HotStartSection.Bind(configuration.GetSection(HotStartOptions.SectionName), options);
        }
    }

    public void PostConfigure(string? name, HotStartOptions options)
    {
        PluginHostOptions host = options.Host;
        host.Services ??= services;
        if (host.LoggerFactory == NullLoggerFactory.Instance && services.GetService<ILoggerFactory>() is { } loggers)
        {
            host.LoggerFactory = loggers;
        }

        if (host.TimeProvider == TimeProvider.System && services.GetService<TimeProvider>() is { } time)
        {
            host.TimeProvider = time;
        }

        if (services.GetService<IConfiguration>() is { } configuration)
        {
            IConfigurationSection section = configuration.GetSection(HotStartOptions.SectionName);
            host.ConfigurationSource ??= id => HotStartSection.OfPlugin(section, id);
        }

        if (services.GetService<IHostEnvironment>() is { } environment && !string.IsNullOrWhiteSpace(options.Folder))
        {
            options.Folder = Path.Combine(environment.ContentRootPath, options.Folder);
        }
    }

    public ValidateOptionsResult Validate(string? name, HotStartOptions options)
    {
        List<string> errors = [.. options.BindingErrors, .. options.Host.Errors().Select(InSection)];
        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            errors.Add(InSection("Folder is empty and must name the folder of plugins"));
        }

        if (options.ConnectionLimit < TimeSpan.Zero || options.ConnectionLimit > _longest)
        {
            errors.Add(InSection($"ConnectionLimit is {options.ConnectionLimit} and must be from 0 to {_longest.TotalDays:0} days"));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string InSection(string error) => $"{HotStartOptions.SectionName}:{error}";
}
