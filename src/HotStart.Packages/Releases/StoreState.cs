namespace HotStart.Packages.Releases;

/// <summary>Where a store stands.</summary>
/// <param name="Active">The release that is to run.</param>
/// <param name="Permanent">The release that is gone back to where that one fails.</param>
/// <param name="Changes">Rises with each write to the store.</param>
internal readonly record struct StoreState(long Active, long Permanent, long Changes);
