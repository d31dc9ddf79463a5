namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Two images do not fit together as they should: everything has to be compiled.</summary>
internal sealed class CannotSpliceException(string message) : Exception(message);
