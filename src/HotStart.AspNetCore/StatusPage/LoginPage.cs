using HotStart.AspNetCore.StatusPage.Parts;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>Where the token is asked for.</summary>
internal static class LoginPage
{
    public static Html Render(string root, string nonce, string? error, bool encrypted) => Frame.Render(
        root,
        nonce,
        "Sign in · HotStart",
        Html.Of($"""<header class="bar"><a class="brand" href="{root}">HotStart</a></header>"""),
        Html.Of(
            $"""
            <section class="card login" aria-labelledby="login-name">
            <h1 id="login-name">Sign in</h1>
            {(error is null ? Html.Empty : Html.Of($"""<p class="note down" role="alert" id="login-error">{error}</p>"""))}
            <form method="post" action="{root}/login">
            <label for="token">Admin token</label>
            <input id="token" name="{FormFields.AdminToken}" type="password" autocomplete="current-password" required aria-describedby="hint{(error is null ? "" : " login-error")}">
            <p id="hint" class="quiet">It is <code>HotStart:AdminToken</code> of the configuration, or the one that the log showed when this host was started for the first time.</p>
            {(encrypted ? Html.Empty : Html.Of($"""<p class="note care">This connection is not encrypted: whoever is on the way can read the token.</p>"""))}
            <button class="primary">Sign in</button>
            </form>
            </section>
            """));
}
