namespace HotStart.Flow.Checks;

/// <summary>An exported symbol of an image.</summary>
/// <param name="Name"><c>Type.Member</c>, or the type's full name for a class that implements contracts.</param>
/// <param name="Kind"><c>function</c>, <c>variable</c>, <c>contract</c> or <c>type</c>.</param>
/// <param name="Signature">As C# would write it.</param>
internal sealed record ApiSymbol(string Name, string Kind, string Signature)
{
    /// <summary>What must stay the same for those who use it: the signature without the names of parameters.</summary>
    public string Shape { get; init; } = Signature;

    public override string ToString() => $"{Kind} {Name}: {Signature}";
}
