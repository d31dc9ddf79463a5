namespace HotStart.Cli.Tests;

/// <summary>Tests that share one feed: packing it takes a while.</summary>
[CollectionDefinition]
public sealed class PackedFeedUsers : ICollectionFixture<PackedFeed>;
