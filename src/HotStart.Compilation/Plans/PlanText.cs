namespace HotStart.Compilation.Plans;

/// <summary>C# that no file holds.</summary>
/// <param name="Path">What diagnostics call it. Should be a full path, though nothing lies there.</param>
/// <param name="Text">The code.</param>
internal sealed record PlanText(string Path, string Text);
