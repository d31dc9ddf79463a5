namespace HotStart.AspNetCore.StatusPage;

/// <summary>The names of what forms send.</summary>
internal static class FormFields
{
    /// <summary>What another site cannot know; or the same as a header.</summary>
    public const string Token = "hotstart-form";

    public const string FormHeader = "X-HotStart-Form";

    /// <summary>The admin token, on the page that signs in.</summary>
    public const string AdminToken = "admin-token";
}
