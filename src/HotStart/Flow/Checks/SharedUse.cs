namespace HotStart.Flow.Checks;

/// <summary>Something of another assembly that an assembly was built against.</summary>
/// <param name="Assembly">The other assembly.</param>
/// <param name="Type">The type in it, by full name.</param>
/// <param name="Member">The member, or null where just the type is used.</param>
/// <param name="Signature">The member's signature as text.</param>
internal sealed record SharedUse(string Assembly, string Type, string? Member = null, string? Signature = null);
