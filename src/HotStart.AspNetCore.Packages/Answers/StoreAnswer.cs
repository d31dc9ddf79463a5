using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>Where the store stands, as <c>hotstart list --json</c> has it, with its pins.</summary>
internal sealed record StoreAnswer(string Event, string Store, bool HasHost, ReleaseAnswer Active, string Permanent, Dictionary<string, string> Pins)
{
    public static StoreAnswer Of(string folder, StoreListing listing, bool withSettings) => new(
        "store",
        folder,
        listing.HasHost,
        ReleaseAnswer.Whole(listing.Active, withSettings),
        listing.Permanent.Name,
        listing.Pins.ToDictionary(StringComparer.OrdinalIgnoreCase));
}
