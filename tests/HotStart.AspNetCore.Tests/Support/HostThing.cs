namespace HotStart.AspNetCore.Tests;

/// <summary>A singleton of the host that plugins take over.</summary>
public sealed record HostThing(string Name);
