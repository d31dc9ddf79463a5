namespace HotStart.Packages.Tests;

/// <summary>Tests that share the real packages: making them takes a while.</summary>
[CollectionDefinition]
public sealed class PackedPluginUsers : ICollectionFixture<PackedPlugins>;
