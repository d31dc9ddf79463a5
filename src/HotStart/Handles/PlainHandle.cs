namespace HotStart.Handles;

/// <summary>The handle of a variable or of an untyped symbol: it needs no emitted method.</summary>
internal sealed class PlainHandle : Handle;
