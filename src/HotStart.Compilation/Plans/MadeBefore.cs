using System.Collections.Immutable;
using HotStart.Flow.Arrivals;

namespace HotStart.Compilation.Plans;

/// <summary>What was made of a plan when the plan was made.</summary>
/// <param name="Dll">The full path of the DLL.</param>
/// <param name="Sources">Of what: as long as these are the same, nothing has to be compiled.</param>
internal sealed record MadeBefore(string Dll, ImmutableArray<FileEntry> Sources);
