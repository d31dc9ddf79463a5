namespace HotStart.Analyzers;

/// <summary>What all rules have in common.</summary>
internal static class Rule
{
    /// <summary>The code stays in memory when it should be gone.</summary>
    public const string Unloading = "HotStart.Unloading";

    /// <summary>The new code does not do what the old code did.</summary>
    public const string Swapping = "HotStart.Swapping";

    /// <summary>The page of a rule, in the repository and in the package.</summary>
    public static string Page(string id) => $"docs/analyzers/{id}.md";
}
