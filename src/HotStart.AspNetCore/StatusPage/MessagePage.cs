using HotStart.AspNetCore.StatusPage.Parts;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>One answer in words, with a way back.</summary>
internal static class MessagePage
{
    public static Html Render(string root, string nonce, string title, string text) => Frame.Render(
        root,
        nonce,
        $"{title} · HotStart",
        Html.Of($"""<header class="bar"><a class="brand" href="{root}">HotStart</a></header>"""),
        Html.Of(
            $"""
            <section class="card" aria-labelledby="message-name">
            <h1 id="message-name">{title}</h1>
            <p>{text}</p>
            <p><a class="button" href="{root}">Back to the plugins</a></p>
            </section>
            """));
}
