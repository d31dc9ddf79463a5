namespace HotStart.AspNetCore.StatusPage;

/// <summary>The files that the page needs.</summary>
internal static class PageAssets
{
    public static readonly PageAsset Style = PageAsset.Read("page.css", "text/css; charset=utf-8");

    public static readonly PageAsset Script = PageAsset.Read("page.js", "text/javascript; charset=utf-8");

    public static readonly PageAsset Icon = PageAsset.Read("icon.svg", "image/svg+xml");

    public static PageAsset? Find(string name) => new[] { Style, Script, Icon }.FirstOrDefault(a => a.Name == name);
}
