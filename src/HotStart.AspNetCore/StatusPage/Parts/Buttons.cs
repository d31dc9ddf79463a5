namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>What can be done with a plugin: plain forms, so that they work without a script.</summary>
internal static class Buttons
{
    public static Html Render(PluginView plugin, PageModel model)
    {
        if (model.Caller.Session is not { } session)
        {
            return Html.Empty;
        }

        PluginStatus status = plugin.Status;
        Html button(string action, string label, string tone = "") => Form(plugin, model, session.FormToken, action, label, tone);
        return Html.Of(
            $"""
            <div class="actions" role="group" aria-label="Actions for {status.Id}">
            {(status.IsDisabled ? button("enable", "Enable") : model.Against("reload") is null ? button("reload", "Reload") : Html.Empty)}
            {(status.RollbackDepth > 0 && model.Against("rollback") is null ? button("rollback", "Roll back") : Html.Empty)}
            {model.Parts.Select(p => p.Actions(plugin))}
            {(model.HasDoctor && plugin.HasLeftovers ? button("doctor", "What holds it?") : Html.Empty)}
            {(status.IsDisabled ? Html.Empty : Confirmed(plugin, button("disable", $"Yes, disable {status.Id}", "danger")))}
            </div>
            """);
    }

    // Opened first, then pressed: nobody takes a plugin out by a slip.
    private static Html Confirmed(PluginView plugin, Html form) => Html.Of(
        $"""
        <details class="confirm" id="{plugin.Anchor}-disable"><summary class="button" aria-label="Disable {plugin.Status.Id} …">Disable …</summary>
        <div class="ask"><p>Its calls fail from then on, and no file change brings it back until it is enabled.</p>{form}</div></details>
        """);

    private static Html Form(PluginView plugin, PageModel model, string formToken, string action, string label, string tone) => Html.Of(
        $"""
        <form method="post" action="{model.Root}/plugins/{Uri.EscapeDataString(plugin.Status.Id)}/{action}"><input type="hidden" name="{FormFields.Token}" value="{formToken}"><button class="{tone}" aria-label="{label}{(label.Contains(plugin.Status.Id, StringComparison.Ordinal) ? "" : $" ({plugin.Status.Id})")}">{label}</button></form>
        """);
}
