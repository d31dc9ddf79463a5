namespace HotStart.Compilation.Plans;

/// <summary>A line such as <c>#:package Humanizer.Core@2.14.1</c>.</summary>
/// <param name="File">The full path of its file.</param>
/// <param name="Line">From one.</param>
/// <param name="Kind">The word after the colon.</param>
/// <param name="Value">The rest of the line.</param>
internal sealed record Directive(string File, int Line, string Kind, string Value)
{
    /// <summary>Whether it asks for a library, which a plugin without a main program is in any case.</summary>
    public bool IsLibraryOutput =>
        Kind == "property" && Value.Split('=', 2, StringSplitOptions.TrimEntries) is ["OutputType", "Library"];
}
