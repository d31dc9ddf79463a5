using HotStart.AspNetCore.StatusPage;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>Where a plugin is named that is to be installed.</summary>
internal static class InstallForm
{
    public static Html Render(ReleasesModel model) => model.MayChange
        ? Html.Of(
            $"""
            <details id="releases-install"><summary>Install a plugin or another version</summary>
            <form class="fields" method="post" action="{model.Page.Root}/store/install">{StoreForm.Token(model)}
            <label for="install-id">Package or plugin</label>
            <input type="text" id="install-id" name="id" required autocomplete="off" spellcheck="false">
            <label for="install-range">Version</label>
            <input type="text" id="install-range" name="range" autocomplete="off" spellcheck="false" aria-describedby="install-hint">
            <p id="install-hint" class="quiet">1.2.0 for just that one, [1.2,2.0) or 1.* for a range; empty for the newest.</p>
            <label class="check" for="install-dry"><input type="checkbox" id="install-dry" name="dryRun" value="true"> Only show the plan</label>
            <button class="primary">Install</button>
            </form></details>
            """)
        : Html.Empty;
}
