namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>The bar at the top: which host, how fresh, who is signed in.</summary>
internal static class Header
{
    public static Html Render(PageModel model) => Html.Of(
        $"""
        <header class="bar">
        <a class="brand" href="{model.Root}">HotStart</a>
        <span class="folder" title="{model.Folder}">{model.Folder}</span>
        <span class="fresh"><span id="link" role="status">As of</span> <span id="as-of">{Words.Clock(model.Now, model.Now)} UTC</span></span>
        {SignedIn(model)}
        </header>
        """);

    private static Html SignedIn(PageModel model) => model.Caller.Session is { } session
        ? Html.Of(
            $"""
            <form class="sign" method="post" action="{model.Root}/logout"><input type="hidden" name="{FormFields.Token}" value="{session.FormToken}"><button class="quiet">Sign out</button></form>
            """)
        : Html.Of($"""<a class="sign button" href="{model.Root}/login">Sign in to change</a>""");
}
