using HotStart.AspNetCore.Admin;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.Admin.Parts;
using HotStart.AspNetCore.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HotStart.AspNetCore;

/// <summary>Adds the status page and the calls that change plugins to an application.</summary>
public static class HotStartAdminEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the status page, <c>…/status</c> (JSON), <c>…/events</c> (server-sent events) and the calls
    /// <c>…/plugins/{id}/reload</c>, <c>rollback</c>, <c>disable</c>, <c>enable</c> and <c>doctor</c>. To look needs the admin
    /// token, or to be on this machine; to change needs the token in any case. Add <c>AddHotStart</c> to the services first.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">Where: a path below the root, without parameters. Nothing of a plugin may be mapped there.</param>
    /// <param name="configure">Settings that overrule the configuration.</param>
    /// <returns>All of these endpoints, for conventions such as <c>RequireAuthorization</c> or <c>RequireHost</c>.</returns>
    /// <exception cref="ArgumentException">The settings are invalid, all errors named; or the pattern has parameters.</exception>
    /// <exception cref="InvalidOperationException">The file of the admin token is open to others, or damaged.</exception>
    public static IEndpointConventionBuilder MapHotStart(
        this IEndpointRouteBuilder endpoints, string pattern = "/hotstart", Action<HotStartAdminOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        if (pattern.AsSpan().IndexOfAny("{}*") >= 0 || pattern.Trim('/').Length == 0)
        {
            throw new ArgumentException($"The pattern of the status page is '{pattern}' and must be a fixed path below the root, without parameters.", nameof(pattern));
        }

        AdminArea area = AdminArea.Open(endpoints.ServiceProvider, configure);
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        group.WithTags("HotStart");
        group.WithMetadata(new RequestSizeLimitAttribute(AdminLimits.Body), new ReservedRoutes($"/{pattern.Trim('/')}"));

        PageEndpoints page = new(area);
        group.MapGet("", (Delegate)page.Show).WithMetadata(new PageMark()).ExcludeFromDescription();
        group.MapGet("/assets/{name}", (Delegate)PageEndpoints.Asset).ExcludeFromDescription();
        group.MapGet("/login", (Delegate)page.ShowLogin).ExcludeFromDescription();
        group.MapPost("/login", (Delegate)page.SignInAsync).ExcludeFromDescription();
        group.MapPost("/logout", (Delegate)page.SignOutAsync).ExcludeFromDescription();

        ReadEndpoints read = new(area);
        group.MapGet("/status", (Delegate)read.Status)
            .WithName("HotStartStatus").WithSummary("The host and all its plugins as they stand now.")
            .Produces<StatusAnswer>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapGet("/events", (Delegate)read.Events)
            .WithName("HotStartEvents").WithSummary("Server-sent events: the state of each plugin, then everything that happens.")
            .Produces<string>(contentType: "text/event-stream").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);

        ChangeEndpoints change = new(area);
        foreach (AdminAction action in AdminAction.All)
        {
            group.MapPost($"/plugins/{{id}}/{action.Name}", (Delegate)((HttpContext context, string id) => change.RunAsync(context, id, action)))
                .WithName($"HotStart{action.Name}").WithSummary(action.Summary)
                .Produces<ChangeAnswer>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
                .ProducesProblem(StatusCodes.Status404NotFound).Produces<ChangeAnswer>(StatusCodes.Status409Conflict)
                .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests);
        }

        group.MapPost("/plugins/{id}/doctor", (Delegate)change.ExamineAsync)
            .WithName("HotStartDoctor").WithSummary("Asks what holds the old generations of the plugin. Stops the process for some tenths of a second.")
            .Produces<DoctorAnswer>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status504GatewayTimeout);
        foreach (AdminPart part in area.Parts)
        {
            part.Map(group, area);
        }

        return group;
    }
}
