namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>What every page has: head, skip link, header, main part.</summary>
internal static class Frame
{
    public static Html Render(string root, string nonce, string title, Html header, Html main) => Html.Of(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <link rel="icon" href="{root}/assets/{PageAssets.Icon.Name}">
        <link rel="stylesheet" href="{root}/assets/{PageAssets.Style.Name}" nonce="{nonce}">
        <script src="{root}/assets/{PageAssets.Script.Name}" nonce="{nonce}" defer></script>
        </head>
        <body data-root="{root}">
        <a class="skip" href="#main">Skip to the plugins</a>
        {header}
        <main id="main" tabindex="-1">
        {main}
        </main>
        </body>
        </html>

        """);
}
