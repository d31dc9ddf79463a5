using System.Collections.Immutable;

namespace HotStart.Flow.Checks;

/// <summary>A class that implements an interface of another assembly.</summary>
/// <param name="Class">The class, by full name.</param>
/// <param name="Assembly">The interface's assembly.</param>
/// <param name="Interface">The interface, by full name.</param>
/// <param name="Methods">Its methods, inherited ones from the same assembly included: see <see cref="MethodKeys"/>.</param>
/// <param name="MayInherit">Whether a base class in another assembly may have more of them.</param>
internal sealed record Implementation(
    string Class, string Assembly, string Interface, ImmutableHashSet<string> Methods, bool MayInherit);
