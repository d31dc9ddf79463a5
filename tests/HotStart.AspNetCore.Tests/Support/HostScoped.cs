namespace HotStart.AspNetCore.Tests;

/// <summary>A service of the host that lives as long as a request.</summary>
public sealed class HostScoped;
