using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>An interpolated string on its way to <see cref="Html"/>.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlText(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => _text.Append(_encoder.Encode(Visible(text ?? "")));

    public void AppendFormatted(Html html) => _text.Append(html.ToString());

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (Html part in parts)
        {
            _text.Append(part.ToString());
        }
    }

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public string ToStringAndClear() => _text.ToString();

    // What turns the direction of text around could make a line read as another one.
    private static string Visible(string text) =>
        text.Any(IsInvisible) ? string.Concat(text.Select(c => IsInvisible(c) ? '\uFFFD' : c)) : text;

    private static bool IsInvisible(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t'))
        || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not '\u200D');
}
