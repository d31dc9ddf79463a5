using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>A button that changes the store: a plain form, so that it works without a script.</summary>
internal static class StoreForm
{
    /// <param name="model">What the page shows; without a session there are no buttons.</param>
    /// <param name="call">The call below <c>…/store</c>.</param>
    /// <param name="label">What stands on it.</param>
    /// <param name="name">What it is called where one cannot see what stands around it.</param>
    /// <param name="fields">What the call is told.</param>
    public static Html Button(ReleasesModel model, string call, string label, string name, params IEnumerable<(string Name, string Value)> fields) => model.MayChange
        ? Html.Of($"""<form method="post" action="{model.Page.Root}/store/{call}">{Token(model)}{fields.Select(f => Html.Of($"""<input type="hidden" name="{f.Name}" value="{f.Value}">"""))}<button aria-label="{name}">{label}</button></form>""")
        : Html.Empty;

    public static Html Token(ReleasesModel model) =>
        Html.Of($"""<input type="hidden" name="{FormFields.Token}" value="{model.Page.Caller.Session?.FormToken}">""");
}
