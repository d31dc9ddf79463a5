namespace HotStart;

/// <summary>One symbol of a plugin, in words: it keeps no code in memory.</summary>
/// <param name="Name">The shortest name that finds it: <c>Member</c>, <c>Type.Member</c> or with its namespace.</param>
/// <param name="Kind">What sort of symbol it is.</param>
/// <param name="Signature">Its type, written as in C#.</param>
public sealed record SymbolInfo(string Name, SymbolKind Kind, string Signature);
