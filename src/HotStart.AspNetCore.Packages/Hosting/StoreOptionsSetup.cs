using System.Collections.Immutable;
using HotStart.Packages.Trust;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Packages.Hosting;

/// <summary>Makes the options from the configuration and checks all of it. What <c>hotstart</c> reads stands under the same names.</summary>
internal sealed class StoreOptionsSetup(IServiceProvider services)
    : IConfigureOptions<HotStartStoreOptions>, IPostConfigureOptions<HotStartStoreOptions>, IValidateOptions<HotStartStoreOptions>
{
    private const string Section = HotStartOptions.SectionName;

    public void Configure(HotStartStoreOptions options)
    {
        if (services.GetService<IConfiguration>()?.GetSection(Section) is not { } section)
        {
            return;
        }

        options.Folder = section["Store"] ?? options.Folder;
        if (section["ProvingTime"] is { } proving)
        {
            if (TimeSpan.TryParse(proving, System.Globalization.CultureInfo.InvariantCulture, out TimeSpan time))
            {
                options.Host.ProvingTime = time;
            }
            else
            {
                options.BindingErrors.Add($"ProvingTime is '{proving}' and must be a time such as 00:01:00");
            }
        }

        if (Texts(section.GetSection("Feeds")) is { IsEmpty: false } feeds)
        {
            options.Host.Store = options.Host.Store with { Sources = options.Host.Store.Sources with { Feeds = feeds } };
        }

        if (section.GetSection("Trust") is { } trust && trust.Exists())
        {
            options.Host.Store = options.Host.Store with { Trust = Trust(trust, options) };
        }
    }

    public void PostConfigure(string? name, HotStartStoreOptions options)
    {
        if (services.GetService<IHostEnvironment>() is { } environment && !string.IsNullOrWhiteSpace(options.Folder))
        {
            options.Folder = Path.Combine(environment.ContentRootPath, options.Folder);
        }
    }

    public ValidateOptionsResult Validate(string? name, HotStartStoreOptions options)
    {
        List<string> errors = [.. options.BindingErrors];
        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            errors.Add("Store is empty and must name the folder of the store of versions");
        }

        if (options.Host.ProvingTime < TimeSpan.Zero)
        {
            errors.Add($"ProvingTime is {options.Host.ProvingTime} and must not be negative");
        }

        try
        {
            options.Host.Store.Trust.Validate();
        }
        catch (ArgumentException e)
        {
            errors.Add(e.Message.TrimEnd('.'));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.Select(e => e.StartsWith(Section, StringComparison.Ordinal) ? e : $"{Section}:{e}"));
    }

    private static TrustOptions Trust(IConfigurationSection section, HotStartStoreOptions options)
    {
        TrustOptions trust = options.Host.Store.Trust with
        {
            Hashes = Texts(section.GetSection("Hashes")),
            Certificates = Texts(section.GetSection("Certificates")),
            LockFile = section["LockFile"],
        };

        // What cannot be read must not become "everybody's packages".
        string mode = section["Mode"] ?? nameof(TrustMode.Any);
        if (Enum.TryParse(mode, ignoreCase: true, out TrustMode known) && Enum.IsDefined(known))
        {
            return trust with { Mode = known };
        }

        options.BindingErrors.Add($"Trust:Mode is '{mode}'; it is one of {string.Join(", ", Enum.GetNames<TrustMode>())}");
        return trust;
    }

    private static ImmutableArray<string> Texts(IConfigurationSection list) => [.. list.GetChildren().Select(c => c.Value ?? "")];
}
