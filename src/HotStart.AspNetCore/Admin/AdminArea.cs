using System.Collections.Immutable;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Doctor;
using HotStart.AspNetCore.Admin.Events;
using HotStart.AspNetCore.Admin.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Admin;

/// <summary>What the endpoints of one status page share. Safe for use by several threads.</summary>
internal sealed class AdminArea
{
    private readonly IServiceProvider _services;

    private AdminArea(IServiceProvider services, HotStartAdminOptions options)
    {
        _services = services;
        Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("HotStart.Admin");
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        IHostApplicationLifetime lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        Stopping = lifetime.ApplicationStopping;
        Sessions = new AdminSessions(Time);
        Doctor = new DoctorDesk(options.Examine, options.ExamineLimit, Time);
        AdminToken token = options.Token is { } given
            ? AdminToken.Of(given)
            : AdminTokenFile.ReadOrMake(
                Path.Combine(services.GetRequiredService<IHostEnvironment>().ContentRootPath, options.TokenFile), Logger);
        Access = new AdminAccess(token, Sessions, Limits, options.OpenOnLoopback, Logger);
        Guard = new AdminGuard(this);
        Parts = [.. services.GetServices<AdminPart>()];
        lifetime.ApplicationStopped.Register(Limits.Dispose);
    }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    /// <summary>The application stops: streams that would never end must end.</summary>
    public CancellationToken Stopping { get; }

    public AdminSessions Sessions { get; }

    public AdminLimits Limits { get; } = new();

    public AdminAccess Access { get; }

    public AdminGuard Guard { get; }

    public DoctorDesk Doctor { get; }

    /// <summary>What the application has besides its plugins.</summary>
    public ImmutableArray<AdminPart> Parts { get; }

    /// <summary>The plugin host; asked for at the first request, since it starts with the application.</summary>
    public PluginHost Plugins => _services.GetRequiredService<PluginHost>();

    public static AdminArea Open(IServiceProvider services, Action<HotStartAdminOptions>? configure) =>
        new(services, AdminSetup.Read(services, configure));

    /// <summary>All that can change without an event, in one short text that can be compared.</summary>
    public string MovesNow() => Moves.Of(Plugins.Status, Parts.Select(p => p.Moves));

    /// <summary>Why an action on a plugin is not to be done in this application, or <see langword="null"/>.</summary>
    public string? Against(string action) => Parts.Select(p => p.Against(action)).FirstOrDefault(w => w is not null);

    /// <summary>Where the page lies for whoever asked, given how many segments of the path come after it.</summary>
    public static string Root(HttpContext context, int segmentsAfter)
    {
        string path = context.Request.Path.Value!.TrimEnd('/');
        for (int i = 0; i < segmentsAfter; i++)
        {
            path = path[..path.LastIndexOf('/')];
        }

        return context.Request.PathBase.Add(new PathString(path)).ToUriComponent();
    }
}
