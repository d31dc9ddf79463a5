using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HotStart.Flow.Checks;

/// <summary>A type of an assembly that the host shares.</summary>
/// <param name="Members">Names and signatures: <c>Name|signature</c>.</param>
/// <param name="Base">The full name of its base class, or null.</param>
/// <param name="BaseIsHere">Whether that is in the same assembly.</param>
/// <param name="IsGeneric">Whether it has type parameters.</param>
/// <param name="Required">What a class must have to implement it; empty for all but interfaces.</param>
/// <param name="Interfaces">The interfaces of the same assembly that it extends.</param>
internal sealed record HostType(
    FrozenSet<string> Members, string? Base, bool BaseIsHere, bool IsGeneric,
    ImmutableArray<RequiredMember> Required, ImmutableArray<string> Interfaces);
