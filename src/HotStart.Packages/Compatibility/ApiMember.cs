using System.Collections.Immutable;

namespace HotStart.Packages.Compatibility;

/// <summary>A public or protected member of a type as others see it. Immutable.</summary>
/// <param name="Key">What a compiled reference finds it by: its name, and the types of its parameters.</param>
/// <param name="Name"><c>Type.Member</c>.</param>
/// <param name="Shown">As C# would write it.</param>
internal sealed record ApiMember(string Key, string Name, string Shown)
{
    /// <summary>The type of its value, exactly.</summary>
    public string Result { get; init; } = "";

    public bool IsStatic { get; init; }

    public bool IsVirtual { get; init; }

    /// <summary>Whether whoever derives or implements must have it.</summary>
    public bool IsAbstract { get; init; }

    public bool IsProtected { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>Whether it is a member of a property or an event, which is what people see.</summary>
    public bool IsAccessor { get; init; }

    /// <summary>The value of a constant, or null.</summary>
    public string? Constant { get; init; }

    /// <summary>The names of its parameters, by which callers may pass them.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>The values that parameters have where a caller leaves them out; null for those that must be given.</summary>
    public ImmutableArray<string?> Defaults { get; init; } = [];

    /// <summary>Names by which a host finds it, beside its own.</summary>
    public ImmutableArray<string> Exports { get; init; } = [];

    /// <summary>What the type parameters of a generic method demand.</summary>
    public string Constraints { get; init; } = "";
}
