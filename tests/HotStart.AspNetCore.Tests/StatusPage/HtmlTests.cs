using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Tests.StatusPage;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<b>", "&lt;b&gt;")]
    [InlineData("a\" onload=\"x", "a&quot; onload=&quot;x")]
    [InlineData("it's & more", "it&#x27;s &amp; more")]
    [InlineData("grün – schön", "grün – schön")]
    [InlineData("user\u202Egpj.exe", "user\uFFFDgpj.exe")]
    [InlineData("a\u0000b\u001bc", "a\uFFFDb\uFFFDc")]
    public void Of_HoleWithText_IsEncoded(string text, string expected) =>
        Assert.Equal($"<p title=\"{expected}\">{expected}</p>", Html.Of($"""<p title="{text}">{text}</p>""").ToString());

    [Fact]
    public void Of_HoleWithHtml_StaysAsItIs()
    {
        Html inner = Html.Of($"<b>{"<i>"}</b>");

        Assert.Equal("<p><b>&lt;i&gt;</b></p>", Html.Of($"<p>{inner}</p>").ToString());
        Assert.Equal("<p><b>&lt;i&gt;</b><b>&lt;i&gt;</b></p>", Html.Of($"<p>{new[] { inner, inner }}</p>").ToString());
    }
}
