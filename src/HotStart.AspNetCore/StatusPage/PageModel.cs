using System.Collections.Immutable;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Doctor;
using HotStart.AspNetCore.Admin.Parts;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>All that the page shows.</summary>
internal sealed record PageModel
{
    /// <summary>Where the page lies, without a slash at its end.</summary>
    public required string Root { get; init; }

    /// <summary>What of the page may run and style it.</summary>
    public required string Nonce { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string Folder { get; init; }

    public required HostStatus Host { get; init; }

    public required ImmutableArray<PluginView> Plugins { get; init; }

    /// <summary>What happened lately, the newest first.</summary>
    public required ImmutableArray<PluginEvent> Events { get; init; }

    /// <summary>Changes whenever something moved that is no event.</summary>
    public required string Moves { get; init; }

    public required ProcessFigures Process { get; init; }

    public required Caller Caller { get; init; }

    public required bool HasDoctor { get; init; }

    /// <summary>The doctor's last answer for each plugin that was asked about.</summary>
    public required ImmutableDictionary<string, DoctorNote> Doctor { get; init; }

    /// <summary>Why an action on a plugin is not to be done in this application, or null; it has no button then.</summary>
    public required Func<string, string?> Against { get; init; }

    /// <summary>What the application has besides its plugins.</summary>
    public ImmutableArray<PartView> Parts { get; init; } = [];
}
