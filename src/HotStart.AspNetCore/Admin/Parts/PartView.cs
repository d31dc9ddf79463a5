using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Admin.Parts;

/// <summary>What a part of the application adds to the status page.</summary>
/// <param name="Section">A section of its own; its id is <see cref="SectionId"/>.</param>
/// <param name="Actions">Buttons in the card of a plugin.</param>
/// <param name="Details">What stands below the generations of a plugin.</param>
internal sealed record PartView(Html Section, Func<PluginView, Html> Actions, Func<PluginView, Html> Details)
{
    /// <summary>page.js keeps the section of this id up to date.</summary>
    public const string SectionId = "releases";
}
