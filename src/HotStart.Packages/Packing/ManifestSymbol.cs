namespace HotStart.Packages.Packing;

/// <summary>An exported symbol of a plugin, in words.</summary>
/// <param name="Name"><c>Type.Member</c>, or the full name of a class that implements a contract.</param>
/// <param name="Kind"><c>function</c>, <c>variable</c> or <c>contract</c>.</param>
/// <param name="Signature">Its type as C# writes it; for a contract the interface.</param>
public sealed record ManifestSymbol(string Name, string Kind, string Signature);
