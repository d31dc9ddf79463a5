using System.Collections.Immutable;

namespace HotStart.Packages.Compatibility;

/// <summary>A public type as others see it. Immutable.</summary>
/// <param name="Name">Its full name in C#.</param>
/// <param name="Kind"><c>interface</c>, <c>class</c>, <c>struct</c>, <c>enum</c> or <c>delegate</c>.</param>
internal sealed record ApiType(string Name, string Kind)
{
    public bool IsSealed { get; init; }

    public bool IsAbstract { get; init; }

    /// <summary>The base class by its name in metadata, or null.</summary>
    public string? Base { get; init; }

    public ImmutableSortedSet<string> Interfaces { get; init; } = [];

    /// <summary>Its type parameters with what they demand.</summary>
    public string Constraints { get; init; } = "";

    /// <summary>Members by key: what a compiled reference finds them by.</summary>
    public ImmutableSortedDictionary<string, ApiMember> Members { get; init; } = ImmutableSortedDictionary<string, ApiMember>.Empty;

    public bool IsInterface => Kind == "interface";

    /// <summary>As C# would begin it.</summary>
    public string Shown => $"{(IsInterface || Kind is "enum" or "delegate" or "struct" ? "" : IsAbstract && IsSealed ? "static " : IsAbstract ? "abstract " : IsSealed ? "sealed " : "")}{Kind} {Name}{(Constraints.Length > 0 ? $" ({Constraints})" : "")}";
}
