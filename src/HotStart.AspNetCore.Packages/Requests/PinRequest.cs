namespace HotStart.AspNetCore.Packages.Requests;

/// <param name="Id">The plugin.</param>
/// <param name="Range">The range that updates stay in. Default: just the active version.</param>
/// <param name="Off">Whether to take the pin away.</param>
internal sealed record PinRequest(string Id, string? Range = null, bool Off = false);
