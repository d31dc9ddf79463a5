namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>What came of two images.</summary>
internal sealed record SplicedImage(MemoryStream Image, MemoryStream Symbols);
