namespace HotStart.Compilation.Plans;

/// <summary>A source generator that has nothing to do in code that does not hold a certain word.</summary>
/// <param name="Path">Its assembly.</param>
/// <param name="Word">Part of the name of the attribute that it looks for.</param>
internal sealed record WordGenerator(string Path, string Word);
