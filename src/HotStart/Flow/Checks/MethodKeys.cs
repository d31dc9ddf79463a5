using HotStart.Flow.Candidates;

namespace HotStart.Flow.Checks;

/// <summary>Text by which a method of an interface and the one that implements it find each other.</summary>
internal static class MethodKeys
{
    public static string Exact(string name, MethodText signature) => $"{name}|{signature}";

    /// <summary>For members of generic interfaces: the class has them with its own types in place of the parameters.</summary>
    public static string Loose(string name, MethodText signature) => $"{name}`{signature.GenericArity}({signature.Parameters.Length})";

    public static string Shown(string name, MethodText signature) =>
        $"{name}({string.Join(", ", signature.Parameters.Select(p => p[(p.LastIndexOf('.') + 1)..]))})";
}
