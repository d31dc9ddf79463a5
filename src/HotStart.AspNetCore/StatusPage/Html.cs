namespace HotStart.AspNetCore.StatusPage;

/// <summary>
/// Text that may be sent as HTML. Made from an interpolated string, whose holes are encoded unless they are HTML themselves;
/// so nothing that a plugin says can become markup, wherever it is put. Attributes are always quoted.
/// </summary>
internal readonly struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    public static Html Empty => default;

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    public static Html Of(ref HtmlText text) => new(text.ToStringAndClear());

    public static Html Join(IEnumerable<Html> parts, string between = "") =>
        new(string.Join(between, parts.Select(p => p._text)));

    public override string ToString() => _text ?? "";
}
