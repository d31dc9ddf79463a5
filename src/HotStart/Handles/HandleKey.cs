namespace HotStart.Handles;

/// <summary>What a handle asks of every generation: a symbol of this name and type.</summary>
/// <param name="Kind">What sort of handle.</param>
/// <param name="Name">The symbol's name, or the empty string for a contract found by its type alone.</param>
/// <param name="Type">The delegate type, the variable's value type, or the contract.</param>
internal sealed record HandleKey(HandleKind Kind, string Name, Type Type)
{
    /// <summary>A key whose type is itself plugin code must not be kept by the host.</summary>
    public bool IsCollectible => Type.IsCollectible;

    /// <summary>Whether a candidate has to offer what is asked for, as long as such a handle lives.</summary>
    public bool IsClaim => Kind != HandleKind.NamedCall;

    /// <summary>How messages call it.</summary>
    public string DisplayName => Name.Length == 0 ? Type.Name : Name;
}
