using System.Collections.Immutable;

namespace HotStart.Flow.Candidates;

/// <summary>The signature of a method or property as text.</summary>
internal sealed record MethodText(bool IsInstance, int GenericArity, string Result, ImmutableArray<string> Parameters)
{
    public override string ToString() =>
        $"{(IsInstance ? "instance " : "")}{Result} {(GenericArity > 0 ? $"`{GenericArity}" : "")}({string.Join(",", Parameters)})";
}
